"""How far Camunda 8.9 can say each feature of a map.

Sources: docs.camunda.io, Components, Modeler, BPMN, BPMN coverage and the pages of each element;
the rules of bpmnlint-plugin-camunda-compat, which Camunda's own modeler applies.
"""

from __future__ import annotations

from workflows.formats.features import Feature
from workflows.formats.support import Level, Support, Supports, full

__all__ = ["SUPPORTS"]


def _partly(how: str) -> Support:
    return Support(Level.PARTLY, how)


def _none(how: str) -> Support:
    return Support(Level.NONE, how)


_OURS = "it stays in extension elements of Podium, which Camunda 8 does not act on"

SUPPORTS: Supports = dict.fromkeys(Feature, full) | {
    Feature.SEND_TASK: _partly("a job worker sends the message"),
    Feature.TRANSACTION: _partly(
        "it is an embedded sub-process; a cancel undoes its steps and leaves it as an error"
    ),
    Feature.CANCEL: _partly("it undoes the steps done and is thrown and caught as an error"),
    Feature.STANDARD_LOOP: _partly("it is a gateway that leads back; nothing limits its rounds"),
    Feature.MULTI_INSTANCE: _partly("its items are the numbers from 1 to the count"),
    Feature.TIMER: _partly("one without a length waits for a variable"),
    Feature.MESSAGE: _partly("it is matched by a correlation key that you have to name"),
    Feature.CONDITION: _partly("it is a FEEL expression; what is no condition became a variable"),
    Feature.PROBABILITY: _none(_OURS),
    Feature.PARTICIPANT: _partly("a job type, or the group of people who may take a user task"),
    Feature.PARTICIPANT_FACTS: _none(_OURS),
    Feature.CONSISTENCY: _none(_OURS),
    Feature.EFFECT: _none(_OURS),
    Feature.DURATION: _none(_OURS),
    Feature.FAILURE: _none(_OURS),
    Feature.BUSINESS_ERROR: _none(_OURS),
    Feature.RETRY: _partly("the tries; each worker chooses its own waits between them"),
    Feature.TIMEOUT: _none("each worker sets the timeout of its jobs"),
    Feature.ON_FAILURE: _none("a job without tries left is an incident for somebody to resolve"),
    Feature.DEADLINE: _partly("a due date; nobody is told when it passes"),
    Feature.SIDE: _none(_OURS),
    Feature.ASSUMED: _none(_OURS),
    Feature.DATA_FLOW: _partly("input and output mappings of the steps at its ends"),
    Feature.VARIABLE: _partly("they are process variables; their shares are not said"),
    Feature.SLA: _none(_OURS),
    Feature.VOLUME: _none(_OURS),
    Feature.FOREIGN: _partly("what BPMN tools wrote stays; of the rest Camunda 8 knows nothing"),
}
