"""Does an application open to active people only?"""

from __future__ import annotations

from collections.abc import Callable

from .independent_provider import Account
from .running import Reference
from .visitor import Visitor

Browser = Callable[..., Visitor]


def enter(visitor: Visitor, person: Account) -> None:
    """Through the button of an application and the provider."""
    from urllib.parse import parse_qsl, urlsplit

    visitor.get("/")
    sent = visitor.post("/sign-in", follow=False).headers["Location"]
    visitor.get(visitor.authorize(person, dict(parse_qsl(urlsplit(sent).query))))


def test_closed_until_activated(
    reference: Reference, browser: Browser, person: Account, email: str
) -> None:
    application = browser(reference.register)
    application.get("/")
    assert application.title == "Register monitoringa pitne vode"
    assert application.text("main button") == "Prijava z računom REKONO"
    enter(application, person)
    assert application.page.status_code == 403
    assert application.title == "Račun še ni aktiviran"
    assert application.text("#uporabnik") == "Ana Žagar"
    link = application.tree.css_first("main a.button")
    assert link is not None
    assert link.attributes["href"] == reference.activation

    activation = browser()
    activation.sign_in(person, code=reference.issue(email)["code"])
    activation.post("/confirm")
    assert application.get("/").status_code == 200
    assert application.tree.css_first("table") is not None


def test_two_applications_know_the_same_person(
    reference: Reference, browser: Browser, person: Account, email: str
) -> None:
    activation = browser()
    activation.sign_in(person, code=reference.issue(email)["code"])
    activation.post("/confirm")
    links = {a.attributes["href"] for a in activation.tree.css(".apps a")}
    assert links == {reference.register, reference.npv}
    for address in links:
        application = browser(address)
        enter(application, person)
        assert application.text("#uporabnik") == "Ana Žagar"


def test_sign_out_ends_the_session(reference: Reference, browser: Browser, person: Account) -> None:
    application = browser(reference.npv)
    enter(application, person)
    cookie = application.http.cookies["npv_session"]
    application.post("/sign-out")
    assert application.text("#uporabnik") == ""
    assert application.title == "Notranji nadzor pitne vode"
    application.http.cookies.clear()
    application.http.cookies.set("npv_session", cookie, domain="localhost.local", path="/")
    application.get("/")
    assert application.text("#uporabnik") == ""


def test_foreign_site_cannot_sign_out(
    reference: Reference, browser: Browser, person: Account
) -> None:
    application = browser(reference.npv)
    enter(application, person)
    form = application.form("/sign-out")
    assert application.send("/sign-out").status_code == 400
    application.http.headers["Origin"] = "http://evil.example"
    assert application.send("/sign-out", form).status_code == 400
    assert "Set-Cookie" not in application.page.headers
    del application.http.headers["Origin"]
    application.get("/sign-out")
    assert application.text("#uporabnik") == "Ana Žagar"


def test_activation_out_of_reach_keeps_it_closed(
    browser: Browser, person: Account, alone: str
) -> None:
    application = browser(alone)
    enter(application, person)
    assert application.page.status_code == 503
    assert application.title == "Aktivacije trenutno ni mogoče preveriti"
    assert application.tree.css_first("table") is None


def test_name_comes_out_as_text(reference: Reference, browser: Browser, person: Account) -> None:
    person.name = "<script>alert(1)</script> \u202eŽ"
    application = browser(reference.register)
    enter(application, person)
    assert application.text("#uporabnik") == person.name
    assert "<script>alert" not in application.page.text
