"""What the support table says is what happens: a specimen for each feature."""

from __future__ import annotations

import pytest

from tests.workflows.formats.asl.machines import mapped
from workflows.formats.asl import SUPPORTS, read, write
from workflows.formats.features import FEATURE_WORDS, Feature, features_of
from workflows.formats.support import Level

_A, _B = "{id: a}", "{id: b}"


def _map(nodes: str, flows: str = "", more: str = "") -> str:
    return f"id: m\nname: State machine\nnodes: [{nodes}]\nflows: [{flows}]\n{more}"


_DECIDED = "{id: d, kind: decision}, {id: a}, {id: b}"

SPECIMENS = {
    Feature.TASK: _map(_A),
    Feature.USER_TASK: _map("{id: a, kind: user-task}"),
    Feature.SEND_TASK: _map("{id: a, kind: send-task}"),
    Feature.RECEIVE_TASK: _map("{id: a, kind: receive-task}"),
    Feature.DECISION: _map(
        _DECIDED, "{from: d, to: a, condition: x > 1}, {from: d, to: b, default: true}"
    ),
    Feature.PARALLEL: _map(
        "{id: f, kind: parallel}, {id: a}, {id: b}, {id: j, kind: parallel}, {id: c}",
        "f -> a -> j -> c, f -> b -> j",
    ),
    Feature.INCLUSIVE: _map(
        "{id: f, kind: inclusive}, {id: a}, {id: b}",
        "{from: f, to: a, condition: x > 1}, {from: f, to: b, condition: x < 1}",
    ),
    Feature.EVENT_BASED: _map(
        "{id: f, kind: event-based}, {id: a, kind: receive-task}, {id: t, kind: catch, timer: 5s}",
        "f -> a, f -> t",
    ),
    Feature.SUB_PROCESS: _map("{id: a, kind: sub-process, nodes: [{id: b}]}"),
    Feature.EVENT_SUB_PROCESS: _map(
        "{id: a}, {id: e, kind: event-sub-process, nodes: [{id: s, kind: start, event: message}]}"
    ),
    Feature.TRANSACTION: _map("{id: a, kind: transaction, nodes: [{id: b}]}"),
    Feature.CALL_ACTIVITY: _map(
        "{id: a, kind: call-activity, calls: c}", more="called: [{id: c, nodes: [{id: x}]}]"
    ),
    Feature.STANDARD_LOOP: _map("{id: a, loop: {kind: standard, condition: x > 1}}"),
    Feature.MULTI_INSTANCE: _map("{id: a, loop: {kind: parallel, count: 7}}"),
    Feature.COMPENSATION: _map("{id: a, effect: {compensation: b}}, {id: b, kind: compensation}"),
    Feature.TIMER: _map("{id: t, kind: catch, timer: 1500ms}, {id: a}", "t -> a"),
    Feature.MESSAGE: _map("{id: t, kind: catch, event: message}, {id: a}", "t -> a"),
    Feature.SIGNAL: _map("{id: t, kind: throw, event: signal}, {id: a}", "t -> a"),
    Feature.ERROR: _map(
        "{id: a}, {id: a-no, name: 'no', kind: boundary, event: error, ref: 'no', attached_to: a},"
        " {id: e, kind: end, event: error, ref: gone}",
        "a-no -> e",
    ),
    Feature.ESCALATION: _map("{id: a}, {id: e, kind: end, event: escalation}", "a -> e"),
    Feature.CONDITIONAL: _map(
        "{id: t, kind: catch, event: conditional, condition: x > 1}, {id: a}", "t -> a"
    ),
    Feature.LINK: _map(
        "{id: a}, {id: o, kind: throw, event: link}, {id: i, kind: catch, event: link}, {id: b}",
        "a -> o, i -> b",
    ),
    Feature.TERMINATE: _map("{id: a}, {id: e, kind: end, event: terminate}", "a -> e"),
    Feature.CANCEL: _map(
        "{id: a, kind: transaction, nodes: [{id: b}, {id: e, kind: end, event: cancel}],"
        " flows: [b -> e]}"
    ),
    Feature.COMPENSATION_EVENT: _map(
        "{id: a}, {id: t, kind: throw, event: compensation}", "a -> t"
    ),
    Feature.BOUNDARY: _map(
        "{id: a}, {id: m, kind: boundary, event: message, attached_to: a}, {id: b}", "m -> b"
    ),
    Feature.NON_INTERRUPTING: _map(
        "{id: a}, {id: n, kind: boundary, timer: 5s, interrupting: false, attached_to: a}"
    ),
    Feature.CONDITION: _map(
        "{id: s, kind: start}, {id: a}, {id: b}", "s -> a, {from: a, to: b, condition: x > 1}"
    ),
    Feature.PROBABILITY: _map(
        _DECIDED, "{from: d, to: a, probability: 90%}, {from: d, to: b, probability: 10%}"
    ),
    Feature.DEFAULT_FLOW: _map(
        _DECIDED, "{from: d, to: a, condition: x > 1}, {id: d-to-b, from: d, to: b, default: true}"
    ),
    Feature.PARTICIPANT: _map("{id: a, participant: p}", more="participants: [{id: p, name: P}]"),
    Feature.PARTICIPANT_FACTS: _map(
        "{id: a, participant: p}", more="participants: [{id: p, name: P, team: T}]"
    ),
    Feature.DOCUMENTATION: _map("{id: s, kind: start, documentation: Why}, {id: a}", "s -> a"),
    Feature.CONSISTENCY: _map("{id: a, consistency: immediate}"),
    Feature.EFFECT: _map("{id: a, effect: yes}"),
    Feature.DURATION: _map("{id: a, duration: 9s}"),
    Feature.FAILURE: _map("{id: a, failure: 1%}"),
    Feature.BUSINESS_ERROR: _map("{id: a, failure: {errors: {declined: 5%}}}"),
    Feature.RETRY: _map("{id: a, retry: {max_attempts: 4, initial_interval: 200ms}}"),
    Feature.TIMEOUT: _map("{id: a, timeout: 1500ms}"),
    Feature.ON_FAILURE: _map("{id: a, on_failure: continue}"),
    Feature.DEADLINE: _map("{id: a, kind: user-task, deadline: 2d, escalation: head}"),
    Feature.SIDE: _map("{id: a, side: orchestrated}"),
    Feature.ASSUMED: _map(_A),
    Feature.DATA_FLOW: _map(f"{_A}, {_B}", "a -> b", "data_flows: [{name: x, from: a, to: b}]"),
    Feature.MESSAGE_FLOW: _map(
        "{id: a, process: p}, {id: b, process: q}", more="message_flows: [a -> b]"
    ),
    Feature.VARIABLE: _map(_A, more="variables: [{name: x, type: number, low: 1, high: 2}]"),
    Feature.PROCESSES: _map("{id: a, process: p}, {id: b, process: q}"),
    Feature.SLA: _map(_A, more="sla: 5m"),
    Feature.VOLUME: _map(_A, more="volume: {now: 7}"),
    Feature.FOREIGN: _map("{id: a, foreign: {zeebe: x}}"),
}
_FULL = [feature for feature in Feature if SUPPORTS[feature].level is Level.FULL]
_REST = [feature for feature in Feature if SUPPORTS[feature].level is not Level.FULL]


def test_every_feature_stands_in_the_table() -> None:
    assert set(SUPPORTS) == set(Feature) == set(SPECIMENS)


@pytest.mark.parametrize("feature", Feature)
def test_each_specimen_uses_its_feature(feature: Feature) -> None:
    assert feature in features_of(mapped(SPECIMENS[feature]))


@pytest.mark.parametrize("feature", _FULL)
def test_what_is_said_in_full_comes_back(feature: Feature) -> None:
    definition = mapped(SPECIMENS[feature])

    back = read(write(definition).content).definition

    assert features_of(back)[feature] == features_of(definition)[feature]


@pytest.mark.parametrize("feature", _REST)
def test_what_is_not_said_in_full_is_told(feature: Feature) -> None:
    definition = mapped(SPECIMENS[feature])

    losses = write(definition).losses

    places = {*features_of(definition)[feature], ""}
    told = [one.message for one in losses if one.where in places]
    always = ("The map does not say which resource", FEATURE_WORDS[Feature.ASSUMED])
    precise = [message for message in told if not any(text in message for text in always)]
    assert precise or any(FEATURE_WORDS[feature] in one.message for one in losses)
