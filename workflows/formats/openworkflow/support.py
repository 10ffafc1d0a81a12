"""How far the Open Workflow Specification 1.0 says what a map says."""

from __future__ import annotations

from workflows.formats.features import Feature
from workflows.formats.support import Level, Support, Supports, full

__all__ = ["LABEL", "SUPPORTS"]

LABEL = "Open Workflow Specification"

_KEPT = Support(Level.PARTLY, "it stands in metadata, which other tools keep and do not follow")
_LEFT_OUT = Support(Level.NONE, "it is kept in metadata, and nothing runs it")

SUPPORTS: Supports = dict.fromkeys(Feature, _KEPT) | {
    Feature.TASK: Support(Level.PARTLY, "a call of a function whose address is to be filled in"),
    Feature.USER_TASK: Support(Level.PARTLY, "an event that asks, and one that answers"),
    Feature.SEND_TASK: full,
    Feature.RECEIVE_TASK: full,
    Feature.DECISION: full,
    Feature.PARALLEL: Support(Level.PARTLY, "a fork where its branches meet again apart"),
    Feature.INCLUSIVE: Support(Level.PARTLY, "a fork whose branches have conditions"),
    Feature.EVENT_BASED: Support(Level.PARTLY, "a listen to any, then a switch"),
    Feature.SUB_PROCESS: full,
    Feature.EVENT_SUB_PROCESS: _LEFT_OUT,
    Feature.TRANSACTION: Support(Level.PARTLY, "a do task; it is not isolated"),
    Feature.CALL_ACTIVITY: Support(Level.PARTLY, "a run of a workflow of that name"),
    Feature.STANDARD_LOOP: Support(Level.PARTLY, "a for task with a while"),
    Feature.MULTI_INSTANCE: Support(Level.PARTLY, "a for task, one instance after another"),
    Feature.COMPENSATION: Support(
        Level.PARTLY, "a try round all, whose catch undoes what was done, last in the map first"
    ),
    Feature.TIMER: full,
    Feature.MESSAGE: full,
    Feature.SIGNAL: Support(Level.PARTLY, "an event like any other"),
    Feature.ERROR: full,
    Feature.ESCALATION: Support(Level.PARTLY, "an event that is emitted"),
    Feature.CONDITIONAL: Support(Level.PARTLY, "an event that somebody has to emit"),
    Feature.LINK: Support(Level.PARTLY, "a jump by then"),
    Feature.TERMINATE: full,
    Feature.CANCEL: Support(Level.PARTLY, "an error that is raised"),
    Feature.COMPENSATION_EVENT: _LEFT_OUT,
    Feature.BOUNDARY: Support(Level.PARTLY, "a try with a catch, then a switch"),
    Feature.NON_INTERRUPTING: _LEFT_OUT,
    Feature.CONDITION: full,
    Feature.DEFAULT_FLOW: full,
    Feature.BUSINESS_ERROR: Support(Level.PARTLY, "an error of that type may be caught"),
    Feature.RETRY: Support(
        Level.PARTLY,
        "tries and pauses stay; a factor other than 1 or 2, the longest pause and errors not to"
        " try again stand in metadata",
    ),
    Feature.TIMEOUT: full,
    Feature.ON_FAILURE: Support(Level.PARTLY, "what the catch does after the last try"),
    Feature.DEADLINE: Support(Level.PARTLY, "a timeout of the answer, then an event"),
    Feature.VARIABLE: Support(Level.PARTLY, "conditions ask for fields of that name"),
    Feature.SLA: Support(Level.PARTLY, "the timeout of the workflow, which ends the case"),
    Feature.PROCESSES: Support(Level.PARTLY, "the first one runs; the others stand in metadata"),
    Feature.FOREIGN: Support(Level.PARTLY, "what other formats wrote stands in metadata"),
}
"""What other tools see of a map; a file that nobody changed gives the whole map back."""
