"""Files as they are found in the wild, and what is said of those that cannot be read."""

from __future__ import annotations

import json

import pytest

from tests.workflows.formats.asl.machines import machine
from workflows.definition.findings import DefinitionError
from workflows.formats.asl.loading import load

_PLAIN = machine({"A": {"Type": "Succeed"}})


def _refused(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(DefinitionError) as caught:
        load(content)
    (problem,) = caught.value.problems
    return problem.message, problem.line


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_any_encoding_that_tells_itself(encoding: str) -> None:
    assert load(_PLAIN.decode().encode(encoding)).data == json.loads(_PLAIN)


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('{"StartAt": "A",\n "States": {"A": {},}}', "comma before the closing bracket", 2),
        ('{"StartAt": "A",\n // the first\n "States": {}}', "a comment, which JSON has not", 2),
        ('{"StartAt": "A",\n "Seconds": ${wait}}', "a substitution without quotes", 2),
        ('{"StartAt": "A",\n "States": {', "ends too early", 2),
        ('{"StartAt": "A",\n\n "StartAt": "B"}', "key 'StartAt' twice", 3),
        ('{"Seconds": NaN}', "NaN is no number", None),
        (f'{{"Seconds": {"9" * 5000}}}', "a number that is too long", None),
        ("[" * 100_000, "nested deeper than 250 levels", None),
        ("[1, 2]", "must be an object with StartAt and States", 1),
        ("a: 1\na: 2", "key 'a' twice", 2),
        ("a:\n\tb: 1", "indent with blanks", 2),
        ("a: &a [*a]", "stands inside or before what it names", 1),
        ("a: 1\n---\na: 2", "several YAML documents", 2),
        ("? [a]\n: b", "a key that is no text", 1),
        ("just words", "must be an object", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(
    text: str, message: str, line: int | None
) -> None:
    told, at = _refused(text.encode())

    assert message in told
    assert at == line


def test_text_in_another_encoding_is_told_with_its_line() -> None:
    assert _refused('{"a":\n "ä"}'.encode("latin-1")) == ("is not UTF-8 text; save it as UTF-8", 2)


def test_anchors_that_blow_up_are_refused() -> None:
    lines = ["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")

    message, _ = _refused("\n".join(lines).encode())

    assert "holds more than 200,000 values" in message


def test_an_anchor_is_written_out() -> None:
    data = load(b"r: &r [{ErrorEquals: [States.ALL]}]\nStates: {A: {Retry: *r}}").data

    assert data["States"]["A"]["Retry"] == [{"ErrorEquals": ["States.ALL"]}]


def test_the_tags_of_cloudformation_are_read_as_text() -> None:
    data = load(b"Resource: !GetAtt Charge.Arn\nName: !Sub '${Stage}-x'").data

    assert data == {"Resource": "${Charge.Arn}", "Name": "${Stage}-x"}


def test_yaml_has_the_scalars_of_its_core_schema() -> None:
    data = load(b"a: yes\nb: true\nc: 2024-01-01T00:00:00Z\nd: 1.5\ne: ~\nf: '7'\ng: 7").data

    assert data == {
        "a": "yes",
        "b": True,
        "c": "2024-01-01T00:00:00Z",
        "d": 1.5,
        "e": None,
        "f": "7",
        "g": 7,
    }


@pytest.mark.parametrize(
    "content",
    [b'{\n "A": {\n  "B": [1,\n 2]}}', b"A:\n\n  B:\n  - 1\n"],
    ids=["JSON", "YAML"],
)
def test_a_value_has_a_line_and_else_that_of_what_is_around_it(content: bytes) -> None:
    document = load(content)

    assert document.line(("A", "B")) == 3
    assert document.line(("A", "B", "C")) == 3
