"""Sign up, in and out, and get a new password by mail."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from projects.models import User
from tests.cast import ClientOf

LOGIN = "/accounts/login/"
SIGN_UP = "/accounts/signup/"
RESET = "/accounts/password/reset/"
SECRET = "correct horse battery"


@pytest.fixture(autouse=True)
def no_tries_so_far(db: None) -> None:
    """Rate limits count in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def ada() -> User:
    return User.objects.create_user("ada@podium.example", SECRET, name="Ada")


@pytest.fixture
def browser(client_of: ClientOf) -> Client:
    return client_of()


def is_signed_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_signing_up_takes_an_address_and_a_password(browser: Client) -> None:
    sent = {"email": "Ada@Podium.Example", "password1": SECRET, "password2": SECRET}

    browser.post(SIGN_UP, sent | {"name": "Ada"})

    assert is_signed_in(browser)
    assert (User.objects.get().email, User.objects.get().name) == ("ada@podium.example", "Ada")


def test_a_weak_password_is_refused_beside_its_field(browser: Client) -> None:
    sent = {"email": "ada@podium.example", "password1": "12345", "password2": "12345"}

    page = browser.post(SIGN_UP, sent).text

    assert "This password is too short" in page
    assert not is_signed_in(browser)


def test_signing_in_does_not_care_about_upper_case(browser: Client, ada: User) -> None:
    browser.post(LOGIN, {"login": "ADA@podium.example", "password": SECRET})

    assert is_signed_in(browser)


def test_a_wrong_password_is_told_without_saying_which_was_wrong(
    browser: Client, ada: User
) -> None:
    wrong = browser.post(LOGIN, {"login": ada.email, "password": "guess"}).text
    nobody = browser.post(LOGIN, {"login": "no@podium.example", "password": "guess"}).text

    message = "The email address and/or password you specified are not correct."
    assert message in wrong
    assert message in nobody


def test_signing_in_leads_to_where_one_was_going(browser: Client, ada: User) -> None:
    sent = {"login": ada.email, "password": SECRET, "next": "/account/"}

    assert browser.post(LOGIN, sent).headers["Location"] == "/account/"


def test_signing_in_leads_to_no_other_site(browser: Client, ada: User) -> None:
    sent = {"login": ada.email, "password": SECRET, "next": "https://evil.example/"}

    assert browser.post(LOGIN, sent).headers["Location"] == "/"


def test_signing_out_takes_a_button(client_of: ClientOf, ada: User) -> None:
    browser = client_of(ada)

    browser.get("/accounts/logout/")
    assert is_signed_in(browser)

    browser.post("/accounts/logout/")
    assert not is_signed_in(browser)


def test_guessing_is_slowed_down(browser: Client, ada: User) -> None:
    answers = [
        browser.post(LOGIN, {"login": ada.email, "password": f"guess {n}"}) for n in range(8)
    ]

    assert "Too many failed login attempts" in answers[-1].text
    browser.post(LOGIN, {"login": ada.email, "password": SECRET})
    assert not is_signed_in(browser)


def test_asking_for_many_mails_is_slowed_down(browser: Client, ada: User) -> None:
    answers = [browser.post(RESET, {"email": ada.email}) for _ in range(8)]

    assert answers[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Too many tries" in answers[-1].text


def test_a_mail_with_a_link_lets_one_choose_a_new_password(browser: Client, ada: User) -> None:
    browser.post(RESET, {"email": ada.email})
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link

    form_url = browser.get(link[1]).headers["Location"]
    browser.post(form_url, {"password1": "a wholly new one", "password2": "a wholly new one"})

    ada.refresh_from_db()
    assert ada.check_password("a wholly new one")


def test_a_reset_link_that_is_no_good_offers_a_new_one(browser: Client) -> None:
    page = browser.get("/accounts/password/reset/key/1-nonsense/").text

    assert "This link no longer works" in page
    assert f'href="{RESET}"' in page


@pytest.mark.parametrize(
    "path", ["password/change/", "email/", "logout/", "reauthenticate/", "password/reset/done/"]
)
def test_every_account_page_wears_podiums_frame(client_of: ClientOf, ada: User, path: str) -> None:
    page = client_of(ada).get(f"/accounts/{path}", follow=True).text

    assert 'class="brand"' in page
    assert '<main id="main"' in page
