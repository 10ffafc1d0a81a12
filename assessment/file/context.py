"""The context block of an assessment file, read and written: the surroundings of the decision."""

from __future__ import annotations

from dataclasses import dataclass

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from assessment.decision.assessment import Context, EventExperience, Team
from assessment.decision.knowledge import Knowledge
from assessment.file.mapping import flowing, plain, without_blanks
from assessment.file.values import each, parse_amount, parse_known, parse_whole
from workflows.definition.cells import parse_choice
from workflows.definition.model import Definition
from workflows.definition.quantities import format_share, parse_share
from workflows.formats.blocks import Block

__all__ = ["CONTEXT_KEYS", "ContextReader", "context_mapping"]

CONTEXT_KEYS = (
    "summary",
    "industry",
    "regulation",
    "cases_now",
    "cases_expected",
    "changing",
    "current_model",
    "debugging_share",
    "teams",
    "event_experience",
    "observability",
    "delivery",
    "operations_budget",
    "cloud",
    "hosting",
    "constraints",
    "languages",
    "skills",
)
_MOST_CASES_AN_HOUR = 1e9
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextReader:
    """Reads the block. ``definition`` is None where the file's map cannot be read; participants
    are then taken as they are named."""

    definition: Definition | None
    knowledge: Knowledge

    def read(self, block: Block) -> Context:
        """The surroundings; what is left out is not stated."""
        cases = parse_amount(0, _MOST_CASES_AN_HOUR)
        return Context(
            summary=block.text("summary"),
            industry=self._option(block, "industry"),
            regulation=self._options(block, "regulation") or (),
            cases_now=block.value("cases_now", cases, None),
            cases_expected=block.value("cases_expected", cases, None),
            teams=tuple(self._team(item) for item in block.blocks("teams", "team")),
            event_experience=block.value("event_experience", parse_choice(EventExperience), None),
            observability=self._options(block, "observability"),
            cloud=self._option(block, "cloud"),
            operations_budget=self._option(block, "operations_budget"),
            current_model=self._option(block, "current_model"),
            delivery=self._option(block, "delivery"),
            changing=tuple(dict.fromkeys(self._participants(block, "changing"))),
            debugging_share=block.value("debugging_share", parse_share, None),
            hosting=self._option(block, "hosting"),
            languages=self._options(block, "languages") or (),
            skills=self._options(block, "skills") or (),
            constraints=self._options(block, "constraints") or (),
        )

    def _option(self, block: Block, key: str) -> str:
        return block.value(key, parse_known(self.knowledge.context_by_id[key].option_ids), "")

    def _options(self, block: Block, key: str) -> tuple[str, ...] | None:
        """Known options in the order of the file, each once; None where the key is absent."""
        if key not in block:
            return None
        known = parse_known(self.knowledge.context_by_id[key].option_ids)
        return tuple(dict.fromkeys(each(block, key, known)))

    def _participants(self, block: Block, key: str) -> tuple[str, ...]:
        if self.definition is None:
            return block.texts(key)
        return tuple(each(block, key, parse_known(tuple(self.definition.participants_by_id))))

    def _team(self, block: Block) -> Team:
        name = block.text("name")
        if not name:
            block.problem("", "needs a name")
        block = block.named(f"team {name!r}") if name else block
        block.allow(("name", "people", "owns"))
        people = block.value("people", parse_whole(0, _MOST_PEOPLE), None)
        return Team(name=name, people=people, owns=self._participants(block, "owns"))


def context_mapping(context: Context, definition: Definition) -> CommentedMap:
    """The context as the file writes it: only what is stated, and no participant that the map no
    longer has."""
    experience = context.event_experience
    share = context.debugging_share
    mapping = {
        "summary": context.summary,
        "industry": context.industry,
        "regulation": _line(context.regulation),
        "cases_now": plain(context.cases_now),
        "cases_expected": plain(context.cases_expected),
        "changing": _line(_known(context.changing, definition)),
        "current_model": context.current_model,
        "debugging_share": None if share is None else format_share(share),
        "teams": [_team(team, definition) for team in context.teams],
        "event_experience": experience and experience.value,
        # An empty list says that there is nothing; a missing key, that nobody has said.
        "observability": context.observability and _line(context.observability),
        "delivery": context.delivery,
        "operations_budget": context.operations_budget,
        "cloud": context.cloud,
        "hosting": context.hosting,
        "constraints": _line(context.constraints),
        "languages": _line(context.languages),
        "skills": _line(context.skills),
    }
    written = without_blanks(mapping)
    if context.observability == ():
        written["observability"] = _line(())
    return written


def _team(team: Team, definition: Definition) -> CommentedMap:
    known = _line(_known(team.owns, definition))
    return flowing(without_blanks({"name": team.name, "people": team.people, "owns": known}))


def _known(participants: tuple[str, ...], definition: Definition) -> tuple[str, ...]:
    return tuple(one for one in participants if one in definition.participants_by_id)


def _line(items: tuple[str, ...]) -> CommentedSeq:
    return flowing(CommentedSeq(items))
