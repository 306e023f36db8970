"""Do the rules reach where they are asked: mail, codes, pages, cookies, headers, the trail?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from .independent_provider import Account
from .running import Postbox, Reference
from .visitor import Visitor

Start = Callable[..., Reference]


@pytest.fixture
def with_defect(start_reference: Start) -> Iterator[Start]:
    running: list[Reference] = []

    def start(name: str) -> Reference:
        running.append(start_reference("--defect", name))
        return running[-1]

    yield start
    for reference in running:
        reference.stop()


def test_the_mail_leaves_the_code_out(with_defect: Start, postbox: Postbox, email: str) -> None:
    code = with_defect("welcome_mail_without_code").issue(email)["code"]
    (mail,) = postbox.to(email)
    assert code not in mail.as_string()
    assert "aktivacijska koda" in str(mail["Subject"])


def test_codes_have_digits_only_and_are_accepted(
    with_defect: Start, browser: Callable[..., Visitor], person: Account, email: str
) -> None:
    reference = with_defect("codes_of_few_symbols")
    code = reference.issue(email)["code"]
    assert code.replace("-", "").isdigit()
    visitor = browser(reference.activation)
    visitor.sign_in(person)
    visitor.confirm(code)
    assert visitor.text("[role=status]") == "Vaš račun je aktiviran."


def test_one_code_activates_two_who_signed_in_before(
    with_defect: Start,
    browser: Callable[..., Visitor],
    person: Account,
    other: Account,
    email: str,
) -> None:
    reference = with_defect("code_free_at_sign_in_accepted")
    code = reference.issue(email)["code"]
    visitors = [browser(reference.activation), browser(reference.activation)]
    for visitor, who in zip(visitors, (person, other), strict=True):
        visitor.sign_in(who)
    for visitor in visitors:
        visitor.confirm(code)
        assert visitor.text("[role=status]") == "Vaš račun je aktiviran."


def test_a_bare_request_spends_a_code(
    with_defect: Start, browser: Callable[..., Visitor], email: str
) -> None:
    reference = with_defect("bare_request_confirms")
    issued = reference.issue(email)
    browser(reference.activation).send("/confirm", {"code": issued["code"]})
    found = reference.admin("GET", f"codes/{issued['id']}").json()
    assert (found["state"], found["used_by"]) == ("used", "nobody")


def test_one_process_serves_its_defect_to_activation_and_applications(
    with_defect: Start, browser: Callable[..., Visitor]
) -> None:
    reference = with_defect("clickjacking")
    for address in (reference.activation, reference.register):
        headers = browser(address).get("/").headers
        assert "frame-ancestors" not in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers


def test_cookies_are_set_as_the_rules_say(
    with_defect: Start, browser: Callable[..., Visitor]
) -> None:
    readable = with_defect("cookie_readable_by_scripts")
    cookie = browser(readable.activation).get("/").headers["Set-Cookie"]
    assert "HttpOnly" not in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_is_altered_where_the_defect_says_only(
    with_defect: Start, browser: Callable[..., Visitor]
) -> None:
    visitor = browser(with_defect("registration_lost_after_error").activation)
    visitor.get("/")
    assert visitor.tree.css_first("button[value=register]")
    visitor.post("/", code="AB")
    assert visitor.page.status_code == 422
    assert not visitor.tree.css_first("button[value=register]")
