"""What participants call what they tell each other."""

from __future__ import annotations

from collections.abc import Sequence

from tests.workflows.engine.maps import chain, draw, gateway, order, step, timer
from tests.workflows.engine.shapes import at_boundary, catch, end, scope, throw
from workflows.definition.model import Definition, EventKind, Node, NodeKind
from workflows.engine.coordination.choreography import coordinate
from workflows.engine.coordination.notices import NoticeKind, notices
from workflows.engine.coordination.topics import deed_of, topic_of
from workflows.engine.core.compiled import compile_map


def topics(definition: Definition, kind: NoticeKind = NoticeKind.WENT_ON) -> set[str]:
    compiled = compile_map(definition)
    told = notices(compiled, coordinate(compiled, {}))
    return {topic_of(notice, compiled) for notice in told if notice.kind is kind}


def deed(node: Node, *others: Node, flows: Sequence[str] = ()) -> str:
    compiled = compile_map(draw([node, *others], flows))
    return deed_of(compiled.ids.index(node.id), compiled)


def test_a_new_case_is_a_topic() -> None:
    assert topics(chain(step("a"))) >= {"a new case at 'start'"}


def test_a_step_tells_that_it_is_done() -> None:
    assert topics(chain(step("a"), step("b"))) >= {"'a' done"}


def test_a_join_tells_that_it_has_joined() -> None:
    map_ = draw(
        [step("a"), step("b"), gateway("join", NodeKind.PARALLEL), step("c")],
        ["start > a", "start > b", "a > join", "b > join", "join > c"],
    )

    assert topics(map_) >= {"'join' joined"}


def test_an_event_tells_what_happened_and_where() -> None:
    map_ = draw([step("a"), timer("late", "a", 5.0), step("b")], ["start > a", "late > b"])

    assert topics(map_) >= {"timer 'late' at 'a'"}


def test_a_wait_tells_that_it_is_over() -> None:
    map_ = draw([catch("pause", EventKind.MESSAGE), step("b")], ["start > pause", "pause > b"])

    assert topics(map_) >= {"'pause' happened"}


def test_a_scope_hears_where_its_token_ended() -> None:
    map_ = draw([*scope("sub", [step("a"), end("out")])], ["start > sub", "a > out"])

    assert topics(map_, NoticeKind.ENDED) == {"a token ended at 'out'"}


def test_an_interruption_names_the_scope() -> None:
    map_ = draw([*scope("sub", [step("a")]), timer("late", "sub", 5.0)], ["start > sub"])

    assert topics(map_, NoticeKind.STOPPED) == {"'sub' is over"}


def test_a_failure_names_the_step() -> None:
    assert topics(order(), NoticeKind.FAILED) >= {"'ship' failed"}


def test_a_signal_goes_by_its_name() -> None:
    nodes = [throw("shout", EventKind.SIGNAL, ref="stop"), step("a"), step("b")]
    heard = at_boundary("heard", "a", EventKind.SIGNAL, ref="stop")
    map_ = draw([*nodes, heard], ["start > a", "start > shout", "shout > b"])

    assert topics(map_, NoticeKind.NEWS) == {"signal 'stop'"}


def test_undoing_is_asked_for_and_answered() -> None:
    nodes = [step("a", undo=True), throw("back", EventKind.COMPENSATION), step("b")]
    map_ = draw(nodes, ["start > a", "a > back", "back > b"])

    assert topics(map_, NoticeKind.UNDO_ASKED) == {"'back' asks for undoing"}
    assert topics(map_, NoticeKind.UNDO_FINISHED) == {"all is undone for 'back'"}


def test_a_step_is_done_and_a_scope_is_opened() -> None:
    assert deed(step("a")) == "do 'a'"
    assert deed(*scope("sub", [])) == "open 'sub'"


def test_a_catch_waits_for_its_event() -> None:
    assert deed(catch("pause", EventKind.SIGNAL, ref="go")) == "wait for signal 'go'"


def test_an_undoing_says_what_it_means() -> None:
    undoing = throw("back", EventKind.COMPENSATION, ref="a")

    assert deed(undoing, step("a")) == "have 'a' undone at 'back'"
    assert deed(throw("back", EventKind.COMPENSATION)) == "have all that is done undone at 'back'"
