"""Support: what becomes of each BPMN element in the core and under each coordination model.

Nothing here is stated by hand. Each row has a specimen, a small map that needs the element; what
the engine approximates is read off its limitations, what a model costs off its gaps and notices.
The few elements that no definition can hold are told apart, with what the BPMN reader does about
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.definition.model import Definition, OrchestrationModel, Side
from workflows.engine.coordination.gaps import gaps
from workflows.engine.coordination.models import COORDINATIONS
from workflows.engine.coordination.notices import NoticeKind, notices
from workflows.engine.coordination.specimens import FAR, SPECIMENS, Specimen
from workflows.engine.core.compiled import compile_map
from workflows.engine.core.limitations import limitations

__all__ = ["Cell", "Row", "Support", "boundary_of", "support_matrix"]


class Support(StrEnum):
    """How an element runs."""

    EXACT = "exact"
    """As BPMN says."""
    BY_MESSAGE = "by message"
    """As BPMN says once a message has told those whom it concerns, and not before."""
    APPROXIMATED = "approximated"
    """More simply than BPMN says, or as if somebody knew what no message tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One element in one place; ``how`` says what to know about it."""

    support: Support
    how: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.support.value}: {'; '.join(self.how)}" if self.how else self.support.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One element: its group, its name there, the clause of BPMN 2.0.2 that describes it, and what
    becomes of it."""

    group: str
    element: str
    clause: str
    core: Cell
    models: Mapping[OrchestrationModel, Cell]


_AS_IF_KNOWN: Mapping[str, str] = {
    "timer-without-owner": "a participant takes the timer on",
    "decision-without-data": "as if whoever decides knew the value",
    "inclusive-join-crosses": "as if whoever waits knew what else is coming",
    "undo-order": "in reverse order for each owner, not between them",
}
"""Gaps in which the sandbox does what the owners by themselves could not, and how."""
_TOLD: Mapping[str, str] = {
    "interruption-crosses": "others work on until they hear of it",
    "throw-crosses": "the owner of the scope around hears of it",
    "signal-crosses": "a broadcast",
    "scope-crosses": "the owner of the scope hears of its ends",
    "undo-crosses": "asked for and answered",
    "cancel-crosses": "asked for and answered, not isolated",
    "join-needs-memory": "held by whoever goes on behind it",
    "repetition-crosses": "messages carry the number of the instance",
}
"""Gaps that messages close, and how."""
_AS_INCLUSIVE = Cell(support=Support.APPROXIMATED, how=("run as an inclusive gateway",))
_SIDE_BY_SIDE = Cell(support=Support.APPROXIMATED, how=("its steps run side by side",))
_READ = (
    ("Gateway", "complex", "13.4.5", _AS_INCLUSIVE),
    ("Activity", "ad-hoc sub-process", "13.3.5", _SIDE_BY_SIDE),
)
"""Elements that the BPMN reader reads as something else."""


def support_matrix() -> tuple[Row, ...]:
    """A row per element, grouped by subject."""
    return (*map(_row, SPECIMENS), *(_read(*row) for row in _READ))


def _row(specimen: Specimen) -> Row:
    return Row(
        group=specimen.group,
        element=specimen.element,
        clause=specimen.clause,
        core=_in_core(specimen.definition),
        models={model: _under(specimen.definition, model) for model in OrchestrationModel},
    )


def _read(group: str, element: str, clause: str, cell: Cell) -> Row:
    models = dict.fromkeys(OrchestrationModel, cell)
    return Row(group=group, element=element, clause=clause, core=cell, models=models)


def boundary_of(definition: Definition) -> Mapping[str, Side]:
    """The hybrid boundary of a specimen: one participant by events, the other orchestrated."""
    by_events = (step.id for step in definition.steps if step.participant == FAR)
    return dict.fromkeys(by_events, Side.EVENT_DRIVEN)


def _in_core(definition: Definition) -> Cell:
    found = tuple(finding.message for finding in limitations(definition))
    return Cell(support=Support.APPROXIMATED if found else Support.EXACT, how=found)


def _under(definition: Definition, model: OrchestrationModel) -> Cell:
    codes = [gap.code for gap in gaps(definition, model, boundary_of(definition))]
    how = (*_known(codes, _AS_IF_KNOWN), *_known(codes, _TOLD))
    if _known(codes, _AS_IF_KNOWN):
        return Cell(support=Support.APPROXIMATED, how=how)
    told = how or _is_told(definition, model)
    return Cell(support=Support.BY_MESSAGE if told else Support.EXACT, how=how)


def _known(codes: Iterable[str], texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(texts[code] for code in dict.fromkeys(codes) if code in texts)


def _is_told(definition: Definition, model: OrchestrationModel) -> bool:
    """Whether more than tokens has to cross between owners."""
    compiled = compile_map(definition)
    ownership = COORDINATIONS[model](compiled, boundary_of(definition))
    return any(
        not notice.is_local and notice.kind is not NoticeKind.WENT_ON
        for notice in notices(compiled, ownership)
    )
