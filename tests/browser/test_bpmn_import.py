"""What we write opens in bpmn-js without a warning."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from tests.workflows.formats.bpmn.keeping.changes import CHANGES
from tests.workflows.formats.bpmn.nested_maps import NESTED, POOLS
from tests.workflows.formats.corpus import real_bpmn
from workflows.definition.model import Definition
from workflows.formats import camunda8
from workflows.formats.bpmn import read, with_drawing, write, written_onto

IMPORT = """async (text) => {
  const container = document.createElement("div");
  document.body.append(container);
  const viewer = new BpmnJS({ container });
  try {
    const { warnings } = await viewer.importXML(text);
    return warnings.map((one) => one.message);
  } catch (error) {
    return [error.message];
  } finally {
    viewer.destroy();
    container.remove();
  }
}"""


@pytest.fixture(autouse=True)
def scratch_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.browser.scratch"


def warnings_of(page: Page, content: bytes) -> list[str]:
    found: list[str] = page.evaluate(IMPORT, content.decode())
    return found


def test_our_maps_open_without_a_warning(page: Page) -> None:
    page.goto("/scratch/map")

    for definition in (NESTED, POOLS):
        assert warnings_of(page, write(definition).content) == []
        assert warnings_of(page, camunda8.write(definition).content) == []


def test_real_files_open_without_a_warning_however_they_are_written(page: Page) -> None:
    paths = real_bpmn()
    page.goto("/scratch/map")

    complaints = {}
    for path in paths:
        base = path.read_bytes()
        definition = read(base).definition
        before = warnings_of(page, with_drawing(written(definition, base)))
        changed = CHANGES[0](CHANGES[1](definition))
        for content in (write(definition).content, with_drawing(written(changed, base))):
            news = set(warnings_of(page, content)) - set(before)
            if news:
                complaints[path.name] = news
    assert complaints == {}


def written(definition: Definition, base: bytes) -> bytes:
    found = written_onto(definition, base)
    assert found is not None
    return found.content
