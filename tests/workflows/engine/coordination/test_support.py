"""The semantics matrix: every element that it calls supported runs to its end under every model."""

from __future__ import annotations

import pytest

from tests.workflows.engine.worlds import try_out
from workflows.definition.model import (
    Definition,
    EventKind,
    LoopKind,
    NodeKind,
    OrchestrationModel,
)
from workflows.definition.validation import problems
from workflows.engine.coordination.specimens import SPECIMENS, Specimen
from workflows.engine.coordination.support import Support, boundary_of, support_matrix
from workflows.engine.core.compiled import Role, compile_map
from workflows.engine.core.verdicts import CaseVerdict
from workflows.formats.bpmn import read
from workflows.formats.bpmn.elements import FITTING

CENTRALIZED, CHOREOGRAPHY, HYBRID = OrchestrationModel
ROWS = {(row.group, row.element): row for row in support_matrix()}
BPMN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d">
<process id="p">{}</process></definitions>"""


def named(specimen: Specimen) -> str:
    return f"{specimen.group}: {specimen.element}"


def in_word(group: str, element: str, model: OrchestrationModel) -> str:
    return str(ROWS[group, element].models[model])


@pytest.mark.parametrize("model", OrchestrationModel)
@pytest.mark.parametrize("specimen", SPECIMENS, ids=named)
def test_an_element_runs_to_its_end(specimen: Specimen, model: OrchestrationModel) -> None:
    boundary = boundary_of(specimen.definition)
    trial = try_out(specimen.definition, model, cases=3, boundary=boundary)

    ids = trial.transitions.compiled.ids
    stands = [{ids[node] for node, _ in case.ledger.standing} for case in trial.cases]
    assert {case.verdict for case in trial.cases} == {CaseVerdict.COMPLETED}
    assert stands == [specimen.stands] * 3


@pytest.mark.parametrize("specimen", SPECIMENS, ids=named)
def test_every_specimen_is_a_valid_map(specimen: Specimen) -> None:
    assert problems(specimen.definition) == ()


def all_maps() -> list[Definition]:
    drawn = [specimen.definition for specimen in SPECIMENS]
    return [*drawn, *(called for one in drawn for called in one.called)]


def test_every_kind_of_node_has_a_specimen() -> None:
    assert {node.kind for one in all_maps() for node in one.nodes} == set(NodeKind)


@pytest.mark.parametrize("kind", FITTING)
def test_every_event_that_a_node_may_have_has_a_specimen(kind: NodeKind) -> None:
    drawn = {node.event for one in all_maps() for node in one.nodes if node.kind is kind}

    assert FITTING[kind][0] - drawn == set[EventKind]()


def test_every_way_to_repeat_has_a_specimen() -> None:
    loops = {node.loop.kind for one in all_maps() for node in one.nodes if node.loop}

    assert loops == set(LoopKind)


def test_every_role_in_the_core_has_a_specimen() -> None:
    assert {role for one in all_maps() for role in compile_map(one).roles} == set(Role)


def test_the_core_runs_every_specimen_as_it_is_drawn() -> None:
    drawn = {(specimen.group, specimen.element) for specimen in SPECIMENS}

    assert {ROWS[row].core.support for row in drawn} == {Support.EXACT}


def test_with_one_owner_everything_is_as_in_the_core() -> None:
    assert all(row.models[CENTRALIZED].support is row.core.support for row in ROWS.values())


@pytest.mark.parametrize("model", [CHOREOGRAPHY, HYBRID])
def test_a_step_is_a_step_under_every_model(model: OrchestrationModel) -> None:
    assert in_word("Activity", "task", model) == "exact"


def test_an_interruption_over_several_owners_needs_messages() -> None:
    assert in_word("Boundary event", "message, interrupting", CHOREOGRAPHY) == (
        "by message: others work on until they hear of it; the owner of the scope hears of its ends"
    )


def test_an_inclusive_join_over_several_owners_is_approximated() -> None:
    assert in_word("Gateway", "inclusive, split and join", CHOREOGRAPHY) == (
        "approximated: as if whoever waits knew what else is coming"
    )


def test_an_orchestrator_that_holds_the_join_knows_as_little() -> None:
    word = in_word("Gateway", "inclusive, split and join", HYBRID)

    assert word.startswith("approximated")


def test_a_complex_gateway_is_read_as_an_inclusive_one() -> None:
    notes = read(BPMN.format('<complexGateway id="g"/>').encode()).notes

    assert any("run as an inclusive one" in note.message for note in notes)
    assert in_word("Gateway", "complex", CENTRALIZED).startswith("approximated")


def test_an_ad_hoc_sub_process_is_read_as_running_side_by_side() -> None:
    inside = '<adHocSubProcess id="s"><task id="a"/><task id="b"/></adHocSubProcess>'
    notes = read(BPMN.format(inside).encode()).notes

    assert any("side by side" in note.message for note in notes)
