"""The designer in a real Chromium: how long a map of 500 nodes takes to open, and an edit to show.

The aims are 2 s and 100 ms. Beside it stands the plain bpmn-js modeler with the same drawing, to
tell its share from ours. `python -m benchmarks.designer FOLDER` keeps the browser's traces there
(Chrome's Performance panel and ui.perfetto.dev open them).

Opening is measured from the navigation until the drawing can be edited; an edit from the move of a
step until the second frame after it, in which it is painted. Saving goes on meanwhile.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from benchmarks.tables import print_table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NODES = 500
LANES = 5
OPENINGS = 5
EDITS = 60
# Milliseconds: after the last opening, and between edits of somebody who works fast.
SETTLING, PAUSE = 3_000, 250

PLAIN = """<!doctype html><meta charset="utf-8"><title>plain</title>
<link rel="stylesheet" href="/static/vendor/bpmn-js/diagram-js.css">
<link rel="stylesheet" href="/static/vendor/bpmn-js/bpmn-js.css">
<style>#canvas { height: 690px; width: 780px; }</style><div id="canvas"></div>
<script src="/static/vendor/bpmn-js/bpmn-modeler.min.js"></script>
<script>
fetch("/plain.bpmn").then((answer) => answer.text()).then(async (xml) => {
  const modeler = new BpmnJS({ container: "#canvas" });
  await modeler.importXML(xml);
  window.designer = { modeler };
  modeler.get("canvas").zoom("fit-viewport");
  document.body.dataset.ready = "yes";
  performance.mark("designer-ready");
});
</script>"""

# Moves one step by an arrow key's way, as one undoable command, and waits until it is painted.
EDIT = """async (number) => {
  const { modeler } = window.designer;
  const shapes = modeler.get("elementRegistry").filter((one) => one.type === "bpmn:ServiceTask");
  const shape = shapes[(number * 37) % shapes.length];
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  modeler.get("selection").select(shape);
  await frame();
  performance.mark(`edit-${number}`);
  const began = performance.now();
  modeler.get("modeling").moveElements([shape], { x: 0, y: number % 2 ? 5 : -5 });
  await frame();
  await frame();
  performance.measure(`edit ${number}`, `edit-${number}`);
  return performance.now() - began;
}"""


READY = "performance.getEntriesByName('designer-ready')[0].startTime"


def main() -> None:
    """Draw a large map, open it in both, and edit it in both."""
    keep = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PODIUM_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
        # Playwright keeps an event loop in this thread; Django would refuse to query beside it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        path, cookie, drawing = _project()
        with _served(drawing) as address, _browser() as browser:
            targets = {"designer": f"{address}{path}", "plain bpmn-js": f"{address}/plain"}
            rows = [
                _measured(browser, name, url, cookie, address, keep)
                for name, url in targets.items()
            ]
    head = ("", "open: median ms", "worst", "edit: median ms", "95th percentile", "worst")
    print_table(f"A map of {NODES} nodes in Chromium", head, rows)


def _project() -> tuple[str, str, bytes]:
    """The page's path, a session, and the drawing of a project with a large map."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from projects.models import User
    from projects.services.project import project_create
    from workflows.selectors.designer import design_for
    from workflows.services.maps import map_upload

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    owner = User.objects.create_user("bench@podium.example", name="Bench")
    project = project_create(owner=owner, name="Large")
    map_upload(project=project, actor=owner, name="large.yaml", content=_large())
    client = Client()
    client.force_login(owner)
    drawing = design_for(project, owner).content
    path = reverse("workflows:designer", args=[project.pk])
    return path, client.cookies["sessionid"].value, drawing


def _large() -> bytes:
    """Decisions and steps by turns, over several lanes, with every fifth step of consequence."""
    lines = ["id: large", "name: Large", "participants:"]
    lines += [f"  - {{id: p{lane}, name: Team {lane}}}" for lane in range(LANES)]
    lines += ["nodes:", "  - {id: start, kind: start}"]
    flows, last = [], "start"
    for number in range((NODES - 2) // 4):
        lane = number % LANES
        one, fork, left, join = (f"{kind}{number}" for kind in ("s", "d", "t", "j"))
        effect = ", effect: {idempotent: no}" if number % 5 == 0 else ""
        lines += [
            f"  - {{id: {one}, name: Step {number}, participant: p{lane}{effect}}}",
            f"  - {{id: {fork}, name: 'Again {number}?', kind: decision}}",
            f"  - {{id: {left}, name: Detour {number}, participant: p{(lane + 1) % LANES}}}",
            f"  - {{id: {join}, kind: decision}}",
        ]
        flows += [f"{last} -> {one} -> {fork} -> {join}", f"{fork} -> {left} -> {join}"]
        last = join
    lines += ["  - {id: end, kind: end}", "flows:"]
    lines += [f"  - {flow}" for flow in [*flows, f"{last} -> end"]]
    return "\n".join(lines).encode()


@contextmanager
def _served(drawing: bytes) -> Iterator[str]:
    """Podium on a free port of this process, with the plain modeler's page beside it."""
    from socketserver import ThreadingMixIn
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    class Threading(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    podium = StaticFilesHandler(get_wsgi_application())
    plain = {"/plain": (PLAIN.encode(), "text/html"), "/plain.bpmn": (drawing, "text/xml")}

    def answer(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] not in plain:
            return podium(environ, start)
        body, kind = plain[environ["PATH_INFO"]]
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    server = make_server("127.0.0.1", 0, answer, Threading, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("no Chromium: install it, or name it in CHROMIUM")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


def _measured(
    browser: Browser, name: str, url: str, cookie: str, address: str, keep: Path | None
) -> tuple[str, ...]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = context.new_page()
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        trace = keep / f"{name.replace(' ', '-')}.json"
        browser.start_tracing(page=page, path=trace)
    openings = [_opened(page, url) for _ in range(OPENINGS)]
    page.wait_for_timeout(SETTLING)
    edits = [_edited(page, number) for number in range(EDITS)]
    if keep is not None:
        browser.stop_tracing()
    context.close()
    return (
        name,
        f"{statistics.median(openings):.0f}",
        f"{max(openings):.0f}",
        f"{statistics.median(edits):.0f}",
        f"{statistics.quantiles(edits, n=20)[-1]:.0f}",
        f"{max(edits):.0f}",
    )


def _edited(page: Page, number: int) -> float:
    page.wait_for_timeout(PAUSE)
    return float(page.evaluate(EDIT, number))


def _opened(page: Page, url: str) -> float:
    """Milliseconds from the navigation until the page says that it can be edited."""
    page.goto("about:blank")
    page.wait_for_timeout(SETTLING)
    page.goto(url, wait_until="commit")
    page.wait_for_selector("[data-ready=yes]")
    return float(page.evaluate(READY))


if __name__ == "__main__":
    main()
