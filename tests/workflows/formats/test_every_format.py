"""What every format of the registry keeps to, feature by feature and on any map."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.conformance.format_checks import gone
from tests.workflows.formats.specimens import SPECIMENS, any_maps
from workflows.definition.findings import DefinitionError
from workflows.definition.model import Definition
from workflows.definition.validation import problems
from workflows.formats.features import FEATURE_WORDS, Feature, features_of
from workflows.formats.registry import FORMATS, Format
from workflows.formats.support import LOSS, Level, Support

WRITERS = [one for one in FORMATS.values() if one.write]
READERS = [one for one in FORMATS.values() if one.read]
BOTH = [one for one in READERS if one.write]


def names(formats: list[Format]) -> list[str]:
    return [one.name for one in formats]


def written(own: Format, definition: Definition) -> tuple[bytes, list[str]]:
    assert own.write is not None
    writing = own.write(definition)
    return writing.content, [loss.code for loss in writing.losses]


def support(own: Format, feature: Feature) -> Support:
    return own.supports.get(feature, Support(Level.NONE))


def is_loss(own: Format, feature: Feature) -> bool:
    """Whether a map that uses the feature loses something. What a picture shows, it says in its
    own way."""
    level = support(own, feature).level
    shown = own.media_type.startswith("image/") and level is Level.PARTLY
    return level is not Level.FULL and not shown


def silent(own: Format, definition: Definition) -> list[Feature]:
    """What is lost of a map without a word; a format can say more of one map than of another."""
    content, losses = written(own, definition)
    lost = lacking(own, definition)
    if losses or not lost or own.read is None:
        return [] if losses else lost
    changed = gone(definition, own.read(content).definition)
    return [feature for feature in lost if feature in changed]


def lacking(own: Format, definition: Definition) -> list[Feature]:
    """What the map says and the format does not say in full."""
    uses = features_of(definition)
    return [feature for feature in uses if is_loss(own, feature)]


def test_every_feature_has_a_specimen_that_uses_it() -> None:
    assert list(SPECIMENS) == list(Feature)
    assert [f for f, one in SPECIMENS.items() if f not in features_of(one)] == []
    assert [f for f, one in SPECIMENS.items() if problems(one)] == []


def test_every_feature_has_words() -> None:
    assert list(FEATURE_WORDS) == list(Feature)


@pytest.mark.parametrize("own", WRITERS, ids=names(WRITERS))
def test_what_is_not_said_in_full_is_told(own: Format) -> None:
    assert [f for f, specimen in SPECIMENS.items() if f in silent(own, specimen)] == []


@pytest.mark.parametrize("own", WRITERS, ids=names(WRITERS))
def test_every_loss_has_the_code_of_losses(own: Format) -> None:
    codes = {code for specimen in SPECIMENS.values() for code in written(own, specimen)[1]}

    assert codes <= {LOSS}


@pytest.mark.parametrize("own", WRITERS, ids=names(WRITERS))
def test_what_is_said_in_part_is_told_how(own: Format) -> None:
    partly = [f for f in Feature if support(own, f).level is Level.PARTLY]

    assert [feature for feature in partly if not support(own, feature).how] == []


@pytest.mark.parametrize("own", BOTH, ids=names(BOTH))
@pytest.mark.parametrize("feature", list(Feature))
def test_what_is_said_in_full_comes_back(own: Format, feature: Feature) -> None:
    specimen = SPECIMENS[feature]
    assert own.read is not None
    content, losses = written(own, specimen)
    back = own.read(content).definition

    if support(own, feature).level is Level.FULL:
        assert features_of(back).get(feature), "it is gone"
    if not lacking(own, specimen):
        assert (back, losses) == (specimen, [])


@pytest.mark.parametrize("own", READERS, ids=names(READERS))
@pytest.mark.parametrize("content", [b"", b"\x00", b"{", b"<", b"x" * 6_000_000])
def test_what_is_no_map_is_refused(own: Format, content: bytes) -> None:
    assert own.read is not None
    with pytest.raises(DefinitionError) as caught:
        own.read(content)

    assert caught.value.problems


@pytest.mark.parametrize("own", WRITERS, ids=names(WRITERS))
@given(definition=any_maps())
@settings(max_examples=12, deadline=None)
def test_any_map_is_written_and_what_is_lost_is_told(own: Format, definition: Definition) -> None:
    assert written(own, definition)[0]
    assert silent(own, definition) == []


@pytest.mark.parametrize("own", BOTH, ids=names(BOTH))
@given(definition=any_maps())
@settings(max_examples=12, deadline=None)
def test_any_map_that_was_written_is_read(own: Format, definition: Definition) -> None:
    assert own.read is not None
    back = own.read(written(own, definition)[0]).definition

    if not lacking(own, definition):
        assert back == definition
