"""`python -m tests.conformance.formats FOLDER`: what it takes, what it lets pass, what it tells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

import pytest

from tests.conformance.format_checks import differences, says_broken, taken
from tests.conformance.format_judging import Exhibit, judged
from tests.conformance.formats import main, run
from tests.workflows.formats.maps import ORDER, TRIP
from workflows.definition.model import EventKind, NodeKind
from workflows.formats.features import Feature
from workflows.formats.yaml import read

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

LINK = b"""<?xml version="1.0"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
  <process id="p"><startEvent id="s"/><task name="no id"/></process>
</definitions>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two maps, one broken map that says so, and a text about them."""
    (tmp_path / "maps" / "broken").mkdir(parents=True)
    (tmp_path / "maps" / "order.yaml").write_bytes(ORDER)
    (tmp_path / "maps" / "trip.yaml").write_bytes(TRIP)
    (tmp_path / "maps" / "broken" / "twice.yaml").write_text("a: 1\na: 2")
    (tmp_path / "maps" / "LICENSE").write_text("free")
    return tmp_path / "maps"


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("maps/broken/order.yaml", True),
        ("maps/not-so-broken-after-all.yaml", False),
        ("maps/order-broken.bpmn", True),
        ("invalid_choice.asl.json", True),
        ("maps/bad/a.bpmn", True),
        ("maps/badge.bpmn", False),
        ("clean-locks-on-failure.asl.yaml", False),
    ],
)
def test_a_folder_or_the_ends_of_a_name_say_that_a_file_is_broken(path: str, broken: bool) -> None:
    assert says_broken(PurePath(path)) is broken


@pytest.mark.parametrize(
    ("name", "content", "broken", "found"),
    [
        ("order.yaml", ORDER, False, "yaml"),
        ("a.json", b'{"nodes": []}', False, "json"),
        ("trace.json", b'[{"enter": "a"}]', False, None),
        ("trace.json", b'[{"enter": "a"}]', True, "json"),
        ("notes.txt", b"", True, None),
    ],
)
def test_a_file_is_taken_where_a_format_claims_it(
    name: str, content: bytes, broken: bool, found: str | None
) -> None:
    format_ = taken(Path(name), content, broken=broken)

    assert (format_.name if format_ else None) == found


def test_a_folder_of_maps_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main([str(folder)])

    *_, told, last = capsys.readouterr().out.splitlines()
    assert (code, last) == (0, "3 passed, 0 failed")
    assert "maps/LICENSE" in told or "not asked" in told


def test_a_map_that_is_refused_without_having_said_so_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken" / "twice.yaml").rename(folder / "twice.yaml")

    assert main([str(folder)]) == 1
    out = capsys.readouterr().out
    assert "maps/twice.yaml: is refused: is not valid YAML: found duplicate key" in out
    assert out.endswith("2 passed, 1 failed\n")


def test_a_map_that_says_that_it_is_broken_and_is_not_fails(folder: Path) -> None:
    (folder / "broken" / "order.yaml").write_bytes(ORDER)

    failures = run([folder]).failures["maps/broken/order.yaml"]

    assert failures == ["is broken by its name, and was read without a word"]


def test_what_to_expect_can_be_said_of_all_files(folder: Path) -> None:
    assert run([folder / "broken"], "read").failed == 1
    assert run([folder / "broken"], "refused").failed == 0


def test_a_file_may_be_named_alone(folder: Path) -> None:
    assert run([folder / "order.yaml"]).passed == 1


def test_a_folder_that_does_not_exist_is_told() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["/no/such/folder"])

    assert ended.value.code == 2


def test_a_difference_names_the_field() -> None:
    before = read(ORDER).definition
    after = replace(before, sla=5.0)

    (text,) = differences(before, after, frozenset(Feature))

    assert text == "differs: sla: 259200.0 became 5.0"


def test_only_what_a_format_says_in_full_is_compared() -> None:
    before = read(ORDER).definition
    gone = replace(before, nodes=tuple(n for n in before.nodes if n.id not in ("pay", "wait")))

    told = list(differences(before, gone, frozenset(Feature) - {Feature.TIMER}))

    assert told == ["task 'pay' is gone, though the format says all that it says"]


def test_a_node_may_come_back_under_its_name_and_a_mere_way_not_at_all() -> None:
    before = read(ORDER).definition
    renamed = tuple(replace(n, id=f"new-{n.id}", name=n.name or n.id) for n in before.nodes)
    ends = [n for n in renamed if n.kind is NodeKind.END and n.event is EventKind.NONE]
    after = replace(before, nodes=tuple(n for n in renamed if n not in ends))

    assert list(differences(before, after, frozenset(Feature) - {Feature.SLA})) == []


def test_a_judge_is_not_asked_again_what_was_wrong_before() -> None:
    fine = LINK.replace(b'name="no id"', b'id="t"')
    made = {"file": "a.bpmn", "made": "as bpmn", "format": "bpmn", "original_format": "bpmn"}
    spoilt = fine.replace(b"<task ", b"<tusk ")

    ours = judged([Exhibit(content=spoilt, original=fine, **made)])
    theirs = judged([Exhibit(content=spoilt, original=spoilt, **made)])

    assert any("XML Schema: line 3" in problem for _, problem in ours)
    assert theirs == []


@pytest.mark.parametrize("name", ["asl", "bpmn-miwg"])
def test_the_real_files_of_others_pass(name: str) -> None:
    folder = CORPUS / name
    if not folder.exists():
        pytest.skip(f"NOT PROVEN HERE: no real files at {folder}; a checkout alone has none")

    report = run([folder])

    assert report.passed > 0
    assert list(report.lines()) == []
