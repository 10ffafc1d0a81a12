"""How far Amazon States Language can say each feature of a map."""

from __future__ import annotations

from workflows.formats.features import Feature
from workflows.formats.support import Level, Support, Supports, full

__all__ = ["SUPPORTS"]


def _partly(how: str) -> Support:
    return Support(Level.PARTLY, how)


def _none(how: str = "") -> Support:
    return Support(Level.NONE, how)


SUPPORTS: Supports = {
    Feature.TASK: full,
    Feature.USER_TASK: full,
    Feature.SEND_TASK: full,
    Feature.RECEIVE_TASK: full,
    Feature.DECISION: full,
    Feature.PARALLEL: _partly("a Parallel state, read back as a sub-process with the branches"),
    Feature.INCLUSIVE: _partly("a Parallel state whose branches begin with a Choice"),
    Feature.EVENT_BASED: _partly("a Task that waits, with the timer as its timeout"),
    Feature.SUB_PROCESS: full,
    Feature.EVENT_SUB_PROCESS: _none(),
    Feature.TRANSACTION: _partly("a Parallel state of one branch, undone by Catch"),
    Feature.CALL_ACTIVITY: _partly(
        "a Task that starts another state machine; its map is not in it"
    ),
    Feature.STANDARD_LOOP: _partly("a Choice that leads back"),
    Feature.MULTI_INSTANCE: _partly("a Map state; how many items there are is in its input"),
    Feature.COMPENSATION: _partly("states that Catch leads to, in reverse order"),
    Feature.TIMER: _partly("a Wait, or the timeout of a step; whole seconds"),
    Feature.MESSAGE: _partly("a Task that sends, or waits for a task token"),
    Feature.SIGNAL: _partly("a Task that sends, or waits for a task token"),
    Feature.ERROR: full,
    Feature.ESCALATION: _partly("an error"),
    Feature.CONDITIONAL: _partly("a Task that waits for a task token"),
    Feature.LINK: _partly("a direct transition"),
    Feature.TERMINATE: _partly("a Succeed, which ends only its branch"),
    Feature.CANCEL: _partly("the error Cancelled"),
    Feature.COMPENSATION_EVENT: _partly("states that undo, in reverse order"),
    Feature.BOUNDARY: _partly("Catch: errors, and timers of steps"),
    Feature.NON_INTERRUPTING: _none(),
    Feature.CONDITION: _partly("a Choice rule; on flows that no decision has it is left out"),
    Feature.PROBABILITY: _none(),
    Feature.DEFAULT_FLOW: full,
    Feature.PARTICIPANT: full,
    Feature.PARTICIPANT_FACTS: _partly(
        "that it is a person or external; team and capacity are not"
    ),
    Feature.DOCUMENTATION: _partly("a Comment, where the node becomes a state"),
    Feature.CONSISTENCY: _none(),
    Feature.EFFECT: _none(),
    Feature.DURATION: _none(),
    Feature.FAILURE: _none(),
    Feature.BUSINESS_ERROR: _partly("errors that are not retried; shares are left out"),
    Feature.RETRY: _partly("Retry, in whole seconds; MaxAttempts is one less"),
    Feature.TIMEOUT: _partly("TimeoutSeconds, in whole seconds"),
    Feature.ON_FAILURE: _partly("a Catch, where it compensates, continues or escalates"),
    Feature.DEADLINE: _partly("TimeoutSeconds; who is asked then is left out"),
    Feature.SIDE: _none(),
    Feature.ASSUMED: _none("what is written counts as stated"),
    Feature.DATA_FLOW: _none(),
    Feature.MESSAGE_FLOW: _none(),
    Feature.VARIABLE: _partly("asked about in rules; types and shares are left out"),
    Feature.PROCESSES: _partly("branches of one Parallel state"),
    Feature.SLA: _none("a timeout would stop the execution"),
    Feature.VOLUME: _none(),
    Feature.FOREIGN: _partly("what was read from this format is written again, the rest is not"),
}
