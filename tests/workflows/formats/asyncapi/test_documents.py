"""AsyncAPI documents: what they say, and that AsyncAPI's own parser takes them."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hypothesis import given, settings
from ruamel.yaml import YAML

from tests.validators.judging import npm_judged
from tests.workflows.formats.asyncapi.maps import any_map, drawn
from tests.workflows.formats.corpus import real_bpmn
from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.examples import examples
from workflows.formats import asyncapi, bpmn, yaml

SALE = """\
id: sale
name: Sale
variables:
  - {name: total, type: number, low: 5, high: 900}
  - {name: region, type: text, choices: {eu: 60%, us: 40%}, source: pay}
participants: [{id: shop, name: Shop}, {id: bank, name: Bank}, {id: store, name: Store}]
nodes:
  - {id: order, kind: start, participant: shop}
  - {id: ask, name: Ask for money, participant: shop}
  - id: pay
    name: Charge card
    participant: bank
    consistency: immediate
    effect: {idempotent: yes, compensation: refund}
    failure: {permanent: 1%, errors: {declined: 5%}}
    retry: 4
    on_failure: compensate
  - {id: refund, kind: compensation, participant: bank}
  - {id: region, name: Where?, kind: decision}
  - {id: near, participant: store}
  - {id: far, participant: shop}
  - {id: end, kind: end}
flows:
  - order -> ask -> pay -> region
  - {from: region, to: near, condition: region = 'eu'}
  - {from: region, to: far, default: yes}
  - near -> end
  - far -> end
data_flows: [{name: receipt, from: pay, to: near, classification: personal}]
"""


def whole(definition: Definition) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(asyncapi.write(definition).content)
    return found


def documents(definition: Definition) -> dict[str, bytes]:
    with ZipFile(BytesIO(asyncapi.write_participants(definition).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def judged(definitions: Iterable[Definition]) -> list[str]:
    contents = [text for one in definitions for text in documents(one).values()]
    return [problem for problems in npm_judged("asyncapi", contents) for problem in problems]


def test_an_event_of_a_step_is_a_channel_with_its_message() -> None:
    found = whole(drawn(SALE))

    assert found["channels"]["ask.done"]["address"] == "sale.ask.done"
    assert found["components"]["messages"]["ask.done"]["title"] == "'Ask for money' done"


def test_who_publishes_sends_and_who_listens_receives() -> None:
    found = whole(drawn(SALE))["operations"]

    assert found["shop.send.ask.done"]["action"] == "send"
    assert found["bank.receive.ask.done"]["action"] == "receive"


def test_a_listener_is_told_what_to_do_and_how_often() -> None:
    found = whole(drawn(SALE))["operations"]["bank.receive.ask.done"]

    assert found["description"].startswith("Do 'Charge card'; tries up to 4 times")
    assert found["x-podium-steps"]["pay"]["idempotent"] is True
    assert found["x-podium-steps"]["pay"]["consistency"] == "immediate"


def test_a_message_carries_the_data_and_variables_of_its_step() -> None:
    schemas = whole(drawn(SALE))["components"]["schemas"]

    assert set(schemas["pay.done"]["properties"]) == {"receipt", "region", "decided"}
    assert schemas["data.receipt"]["x-classification"] == "personal"
    assert schemas["data.region"]["enum"] == ["eu", "us"]


def test_a_message_tells_where_a_decision_led() -> None:
    decided = whole(drawn(SALE))["components"]["schemas"]["pay.done"]["properties"]["decided"]

    assert decided["properties"]["region"]["enum"] == ["near", "far"]


def test_a_failure_that_undoes_is_an_event_with_its_codes() -> None:
    found = whole(drawn(SALE))

    assert found["operations"]["shop.receive.pay.failed"]["action"] == "receive"
    error = found["components"]["schemas"]["pay.failed"]["properties"]["error"]
    assert "declined" in error["properties"]["code"]["description"]


def test_headers_name_the_case_the_message_and_its_cause() -> None:
    found = whole(drawn(SALE))["components"]

    headers = found["schemas"]["podium.headers"]
    assert {"case-id", "message-id", "caused-by"} <= set(headers["properties"])
    assert found["correlationIds"]["case"]["location"] == "$message.header#/case-id"


def test_tries_to_come_and_what_is_given_up_have_queues_of_their_own() -> None:
    found = whole(drawn(SALE))

    assert "sale.bank.retry" in found["channels"]
    assert found["operations"]["send.sale.shop.dead-letter"]["x-podium-participant"] == "shop"


def test_a_participant_gets_only_what_concerns_it() -> None:
    found = YAML(typ="safe").load(documents(drawn(SALE))["participants/store.yaml"])

    assert set(found["operations"]) >= {"store.receive.pay.done"}
    assert "ask.done" not in found["channels"]


def test_every_participant_gets_a_document_beside_the_whole() -> None:
    assert list(documents(drawn(SALE))) == [
        "asyncapi.yaml",
        "participants/shop.yaml",
        "participants/bank.yaml",
        "participants/store.yaml",
    ]


def test_the_same_map_gives_the_same_bytes() -> None:
    first = asyncapi.write_participants(drawn(SALE)).content

    assert asyncapi.write_participants(drawn(SALE)).content == first


def test_names_that_no_broker_takes_become_safe_topics() -> None:
    text = SALE.replace("id: sale", "id: Verkäufe").replace("ask", "Prüfung")

    assert "Prufung.done" in whole(drawn(text))["channels"]


def test_the_parser_takes_the_examples() -> None:
    assert judged(one.definition for one in examples()) == []


def test_the_parser_takes_nested_maps_and_maps_of_one_participant() -> None:
    assert judged([yaml.read(TRIP).definition, yaml.read(ORDER).definition, drawn(SALE)]) == []


def test_the_parser_takes_generated_maps() -> None:
    found: list[Definition] = []

    @given(any_map())
    @settings(max_examples=25, deadline=None, database=None)
    def collect(definition: Definition) -> None:
        found.append(definition)

    collect()

    assert judged(found) == []


def test_the_parser_takes_every_real_map() -> None:
    assert judged(_readable(real_bpmn())) == []


def _readable(files: Iterable[Path]) -> Iterable[Definition]:
    for path in files:
        try:
            yield bpmn.read(path.read_bytes()).definition
        except DefinitionError:
            continue
