"""The rules by which a change lets running cases go on, as data, each with where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FLIGHT_RULES", "FlightRule", "Passage"]


class Passage(StrEnum):
    """Whether a case that began under the older version can go on under the newer one: as if
    nothing had changed; yes, but the change does not reach every case or the migration has to be
    told something; not from everywhere."""

    FREE = "goes on"
    CARE = "goes on with care"
    BLOCKED = "cannot go on"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlightRule:
    """One rule: what follows for running cases, what to do about it, and its source."""

    passage: Passage
    why: str
    mend: str = ""
    source: str = ""


_CAMUNDA_8 = "Camunda 8 docs, Process instance migration"
_CAMUNDA_7 = "Camunda 7 manual, Process Instance Migration"
_TEMPORAL = "Temporal docs, Versioning"
_PODIUM = "Podium’s sandbox, which moves cases by the same rule"

FLIGHT_RULES: Mapping[str, FlightRule] = {
    "gone": FlightRule(
        passage=Passage.BLOCKED,
        why="A case may stand there, and what it stands at needs a counterpart.",
        mend="Keep it until the last case has passed, or map it to another of its kind.",
        source=f"{_CAMUNDA_8}, Limitations: all active elements require a mapping; {_PODIUM}",
    ),
    "passing-gone": FlightRule(
        passage=Passage.CARE,
        why="No case rests there, but under choreography an event may be on its way to it.",
        mend="Let the events that are under way arrive before the older version stops.",
        source=_PODIUM,
    ),
    "renumbered": FlightRule(
        passage=Passage.CARE,
        why="It is the same element under another id, which no engine knows by itself.",
        mend="Map the old id to the new one in the migration plan.",
        source=f"{_CAMUNDA_7}: an activity is mapped to itself only where its id is equal",
    ),
    "another-kind": FlightRule(
        passage=Passage.BLOCKED,
        why="A case that stands there cannot go on at an element of another kind.",
        mend="Give the new element an id of its own, and keep the old one while cases need it.",
        source=f"{_CAMUNDA_8}: an element cannot be mapped to one of a different type; {_PODIUM}",
    ),
    "another-scope": FlightRule(
        passage=Passage.BLOCKED,
        why="A case that stands there cannot be taken into or out of a scope.",
        mend="Leave it in its scope while cases stand there.",
        source=f"{_CAMUNDA_8}, Limitations: nesting cannot change; {_PODIUM}",
    ),
    "join-lost-a-flow": FlightRule(
        passage=Passage.BLOCKED,
        why="The join may hold a token that came by this flow.",
        mend="Keep as many flows into the join, and map the old flow to one of them.",
        source=f"{_CAMUNDA_8}, Dealing with gateways: at least as many incoming flows; {_PODIUM}",
    ),
    "join-flow-renumbered": FlightRule(
        passage=Passage.CARE,
        why="The join may hold a token that came by a flow whose id has changed.",
        mend="Map the old flow to the new one in the migration plan.",
        source=f"{_CAMUNDA_8}, Dealing with gateways: a taken flow is mapped too",
    ),
    "join-waits-for-more": FlightRule(
        passage=Passage.BLOCKED,
        why="A case that is already past the fork would wait at the join for ever.",
        mend="Let cases between fork and join finish on the older version.",
        source="BPMN 2.0, 13.4.1: a parallel gateway waits for a token on each incoming flow",
    ),
    "new-step": FlightRule(
        passage=Passage.CARE,
        why="Cases that are past this place finish without it; all others do it.",
        mend="If every case needs it, do it once by hand for those that are past.",
        source=f"{_CAMUNDA_8}: inactive parts may change; in code the place needs a patch: "
        f"{_TEMPORAL}",
    ),
    "new-event": FlightRule(
        passage=Passage.CARE,
        why="It does not begin for what is running when the version changes.",
        mend="Check whether your engine begins to wait for it (Camunda 8 does), or look after "
        "those cases yourself.",
        source=f"{_CAMUNDA_8}, Dealing with catch events; {_PODIUM}",
    ),
    "another-event": FlightRule(
        passage=Passage.CARE,
        why="A case that is waiting already keeps waiting for what it waited for before.",
        mend="Leave the event out of the mapping where it should wait anew.",
        source=f"{_CAMUNDA_8}, Migrate catch events; {_CAMUNDA_7}: event triggers are not updated "
        "unless asked for",
    ),
    "event-elsewhere": FlightRule(
        passage=Passage.BLOCKED,
        why="An event that waits at one step cannot be taken to another.",
        mend="Draw a new event at the other step instead.",
        source=f"{_CAMUNDA_8}, Limitations: a mapping cannot detach a catch event",
    ),
    "undo-gone": FlightRule(
        passage=Passage.BLOCKED,
        why="Cases that have done it could no longer take it back.",
        mend="Keep what undoes it until the last of those cases is over.",
        source=f"{_CAMUNDA_8}, Compensation boundary events; guide, Pitfall 2",
    ),
    "another-undo": FlightRule(
        passage=Passage.CARE,
        why="What was done the old way would be undone the new way.",
        mend="Make sure that the new compensation can undo what the old step has done.",
        source=f"{_PODIUM}",
    ),
    "new-undo": FlightRule(
        passage=Passage.CARE,
        why="What was done before the change has nothing that undoes it.",
        mend="Undo it by hand should one of those cases fail.",
        source=f"{_CAMUNDA_8}, Compensation boundary events: none for what has finished",
    ),
    "performer-gone": FlightRule(
        passage=Passage.BLOCKED,
        why="It may be taking back what it has done, and nobody would finish that.",
        mend="Keep the participant until no case has anything of its to undo.",
        source=_PODIUM,
    ),
    "another-performer": FlightRule(
        passage=Passage.CARE,
        why="A try that is under way stays with the old participant.",
        mend="Let both take its work until the old tries are over.",
        source=f"{_CAMUNDA_8}, Jobs: a job keeps its type",
    ),
    "another-loop": FlightRule(
        passage=Passage.BLOCKED,
        why="What is under way once cannot become several, nor several one, nor side by side one "
        "after another.",
        mend="Give the repeated step an id of its own.",
        source=f"{_CAMUNDA_8}, Limitations: multi-instance bodies",
    ),
    "loop-otherwise": FlightRule(
        passage=Passage.CARE,
        why="Rounds that have begun are counted as before.",
        source=f"{_CAMUNDA_8}, Expressions are not evaluated anew",
    ),
    "another-call": FlightRule(
        passage=Passage.CARE,
        why="A called map that is running goes on as it is.",
        mend="Move the called cases by themselves.",
        source=f"{_CAMUNDA_8}, Call activities: the called instance is not changed",
    ),
    "new-ways": FlightRule(
        passage=Passage.FREE,
        why="Cases that come here later decide by the new ways; those past it are not touched.",
        source=f"{_CAMUNDA_8}: inactive parts may change",
    ),
    "unknown-variable": FlightRule(
        passage=Passage.CARE,
        why="A case that began before does not know it, and a condition asks for it.",
        mend="Set it for running cases, or give the decision a way without it.",
        source=f"{_CAMUNDA_8}: set the variables a process needs before migrating",
    ),
}
