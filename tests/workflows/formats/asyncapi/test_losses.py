"""What a contract of events leaves out of a map, told with place and mend."""

from __future__ import annotations

from tests.workflows.formats.asyncapi.maps import drawn
from workflows.formats import asyncapi
from workflows.formats.features import Feature, features_of

MAP = """\
id: m
participants: [{id: a}, {id: b}]
nodes:
  - {id: one, participant: a}
  - {id: two, participant: b, duration: 5s}
  - {id: three}
flows: [one -> two -> three]
data_flows: [{name: file, from: one, to: three}]
"""


def messages(text: str) -> list[str]:
    return [loss.message for loss in asyncapi.write(drawn(text)).losses]


def test_a_step_without_a_participant_is_named() -> None:
    assert any(text.startswith("“three” has no participant") for text in messages(MAP))


def test_data_that_no_event_brings_is_named() -> None:
    assert any("“file” goes from “one” to “three”" in text for text in messages(MAP))


def test_a_map_of_one_participant_has_no_contract() -> None:
    alone = "nodes: [{id: one}, {id: two}]\nflows: [one -> two]"

    assert "no channels" in messages(alone)[0]


def test_every_feature_that_is_not_said_in_full_is_told() -> None:
    definition = drawn(MAP)
    told = " ".join(messages(MAP))

    assert Feature.DURATION in features_of(definition)
    assert "duration" in told


def test_the_table_knows_every_feature() -> None:
    assert set(asyncapi.SUPPORTS) == set(Feature)
