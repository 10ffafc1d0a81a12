"""A real Chromium, a signed-in person, and a watcher that fails a test whose page complained."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from projects.models import User

# Playwright keeps an event loop in the test's thread; Django would refuse to query beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]

# A refused form is answered with these on purpose, and the browser logs every one of them.
EXPECTED = re.compile(r"status of (409|422)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.browser)


def _chromium() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found:
        return found
    reason = "no Chromium: install it (apt-get install chromium) or name it in CHROMIUM"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of the run."""
    path = _chromium()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of this test complained of. A test that expects a complaint clears it."""
    return []


@pytest.fixture
def context(
    browser: Browser, live_server: LiveServer, complaints: list[str]
) -> Iterator[BrowserContext]:
    """A fresh profile, 1440 px wide; the test fails if any of its pages complained."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(10_000)
    context.on("console", lambda message: _note(message, complaints))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert complaints == []


def _note(message: ConsoleMessage, complaints: list[str]) -> None:
    """Scripts' errors and every breach of the security policy reach the console as errors."""
    if message.type == "error" and not EXPECTED.search(message.text):
        complaints.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page; addresses may be given without the host."""
    return context.new_page()


@pytest.fixture
def signed_in(live_server: LiveServer) -> Callable[[Page, User], Page]:
    """Signs the person in on the page's profile, without the sign-in form."""

    def sign_in(page: Page, user: User) -> Page:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return sign_in


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fails with a readable list if axe finds anything serious or critical on the page."""

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        grave = [rule for rule in found if rule["impact"] in {"serious", "critical"}]
        assert not grave, "\n".join(_told(rule) for rule in grave)

    return check


def _told(rule: dict[str, object]) -> str:
    nodes = rule["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(" ".join(node["target"]) for node in nodes[:5])
    return f"{rule['impact']}: {rule['help']}: {places}"
