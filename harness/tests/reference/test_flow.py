"""Does the documented flow work, the second time and the odd way too?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from .independent_provider import Account
from .running import Reference
from .visitor import Visitor

pytestmark = pytest.mark.store

Browser = Callable[..., Visitor]


def status(visitor: Visitor) -> str:
    return visitor.text("[role=status]")


def alert(visitor: Visitor) -> str:
    return visitor.text("[role=alert]")


def test_code_typed_first_stands_ready_and_activates(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    issued = reference.issue(email)
    visitor.sign_in(person, code=issued["code"], action="register")
    assert visitor.title == "Potrditev aktivacije"
    assert visitor.text("#uporabnik") == "Ana Žagar"
    assert visitor.form("/confirm")["code"] == issued["code"]
    visitor.post("/confirm")
    assert visitor.title == "Aplikacije"
    assert status(visitor) == "Vaš račun je aktiviran."
    assert reference.state(issued) == {
        "id": issued["id"],
        "state": "used",
        "used_by": person.sub,
    }
    assert reference.admin("GET", f"people/{person.sub}").json()["active"] is True


def test_code_typed_only_after_sign_in(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    visitor.sign_in(person)
    assert visitor.form("/confirm")["code"] == ""
    visitor.confirm(reference.issue(email)["code"])
    assert status(visitor) == "Vaš račun je aktiviran."
    visitor.get("/applications")
    assert status(visitor) == ""


def test_second_sign_in_asks_for_no_code(
    reference: Reference, browser: Browser, person: Account, email: str
) -> None:
    first, second = browser(), browser()
    first.sign_in(person, code=reference.issue(email)["code"])
    first.post("/confirm")
    second.sign_in(person)
    assert second.title == "Aplikacije"
    assert status(second) == "Vaš račun je že aktiven."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Vpišite aktivacijsko kodo."),
        ("ABCD", "Aktivacijska koda ni pravilno zapisana."),
        ("A" * 5000, "Aktivacijska koda ni pravilno zapisana."),
        ("\x00'\"<script>", "Aktivacijska koda ni pravilno zapisana."),
        ("2222-2222-2222-2222", "Te aktivacijske kode ne poznamo."),
    ],
)
def test_refused_at_the_field(visitor: Visitor, person: Account, typed: str, message: str) -> None:
    visitor.sign_in(person)
    assert visitor.confirm(typed).status_code == 422
    assert message in alert(visitor)
    field = visitor.tree.css_first("input[name=code]")
    assert field is not None
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["value"] == typed.strip()[:200].replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("expired", "Aktivacijska koda je potekla. Za novo kodo pišite na podpora@mpv.si."),
        ("revoked", "Aktivacijska koda je preklicana."),
    ],
)
def test_dead_codes(
    reference: Reference,
    visitor: Visitor,
    person: Account,
    email: str,
    state: str,
    message: str,
) -> None:
    issued = reference.issue(email, state=state)
    visitor.sign_in(person, code=issued["code"])
    assert visitor.post("/confirm").status_code == 422
    assert message in alert(visitor)
    assert "podpora@mpv.si" in alert(visitor)
    quoted = visitor.text("[role=alert] .reference").rpartition("Oznaka dogodka: ")[2]
    trail = reference.admin("GET", f"records?code={issued['id']}").json()
    refusal = trail[-1]
    assert (refusal["what"], refusal["why"], refusal["who"]) == ("refused", state, person.sub)
    assert refusal["reference"] == quoted
    assert issued["code"].replace("-", "") not in str(trail)
    assert reference.admin("GET", f"people/{person.sub}").json()["active"] is False


def test_used_code_is_refused_to_a_second_person(
    reference: Reference, browser: Browser, person: Account, other: Account, email: str
) -> None:
    code = reference.issue(email)["code"]
    first, second = browser(), browser()
    first.sign_in(person, code=code)
    first.post("/confirm")
    second.sign_in(other, code=code)
    second.post("/confirm")
    assert "Aktivacijska koda je že uporabljena." in alert(second)
    assert first.get("/applications").status_code == 200


def test_same_person_confirms_again(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    code = reference.issue(email)["code"]
    visitor.sign_in(person, code=code)
    stale_tab = visitor.form("/confirm")
    visitor.get("/confirm")
    visitor.post("/confirm")
    visitor.send("/confirm", stale_tab)
    assert status(visitor) == "Vaš račun je že aktiven."


def test_double_click_with_the_old_cookie(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    visitor.sign_in(person, code=reference.issue(email)["code"])
    form, before = visitor.form("/confirm"), visitor.cookie()
    visitor.post("/confirm", follow=False)
    after = visitor.cookie()
    assert before != after
    visitor.bring_back(before)
    assert visitor.get("/applications").status_code == 401, "the old cookie is worth nothing"
    visitor.bring_back(before)
    visitor.send("/confirm", form)
    assert status(visitor) == "Vaš račun je aktiviran."
    assert visitor.get("/confirm").status_code == 200
    assert visitor.title == "Aplikacije"


def test_new_code_voids_the_old_one(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    old = reference.issue(email)
    new = reference.issue(email.upper())
    visitor.sign_in(person, code=old["code"])
    visitor.post("/confirm")
    assert "Aktivacijska koda je preklicana." in alert(visitor)
    visitor.confirm(new["code"])
    assert status(visitor) == "Vaš račun je aktiviran."


def test_two_people_at_one_instant(
    reference: Reference, browser: Browser, person: Account, other: Account, email: str
) -> None:
    code = reference.issue(email)["code"]
    pair = (browser(), browser())
    for visitor, who in zip(pair, (person, other), strict=True):
        visitor.sign_in(who, code=code)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda visitor: visitor.post("/confirm"), pair))
    said = sorted(status(visitor) or alert(visitor)[:36] for visitor in pair)
    assert said == ["Aktivacijska koda je že uporabljena.", "Vaš račun je aktiviran."]


def test_pasted_in_any_coat(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    code = reference.issue(email)["code"]
    coat = " " + code.lower().replace("-", "\u00a0\u2013 ") + "\u200b\t"
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in coat)
    visitor.sign_in(person, code=wide)
    assert visitor.form("/confirm")["code"] == code


def test_nothing_is_told_before_sign_in(reference: Reference, browser: Browser, email: str) -> None:
    code = reference.issue(email)["code"]
    known, unknown = browser(), browser()
    known.get("/")
    unknown.get("/")
    answers = [
        known.post("/", follow=False, code=code),
        unknown.post("/", follow=False, code="2222-2222-2222-2222"),
    ]
    assert {a.status_code for a in answers} == {303}
    assert code not in answers[0].headers["Location"]
    assert known.get("/").status_code == 200
    assert known.form("/")["code"] == code, "it is kept for this browser"


def test_malformed_code_is_refused_on_the_start_page(visitor: Visitor) -> None:
    visitor.get("/")
    assert visitor.post("/", code="ABC").status_code == 422
    assert "ni pravilno zapisana" in alert(visitor)
    assert visitor.form("/")["code"] == "ABC"
    visitor.get("/?lang=en")
    assert visitor.form("/")["code"] == "ABC"
    assert visitor.text("label") == "Activation code"


def test_confirming_without_a_session(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    issued = reference.issue(email)
    visitor.sign_in(person)
    form = visitor.form("/confirm")
    visitor.http.cookies.clear()
    assert visitor.send("/confirm", {**form, "code": issued["code"]}).status_code == 401
    assert visitor.title == "Za potrditev se prijavite"
    assert reference.state(issued)["state"] == "unused"
    leaving = visitor.post("/sign-in", follow=False)
    query = dict(p.split("=") for p in leaving.headers["Location"].split("?")[1].split("&"))
    from urllib.parse import unquote

    visitor.get(visitor.authorize(person, {k: unquote(v) for k, v in query.items()}))
    assert visitor.form("/confirm")["code"] == issued["code"]


def test_confirmation_needs_its_own_form(
    reference: Reference, visitor: Visitor, person: Account, email: str
) -> None:
    issued = reference.issue(email)
    visitor.sign_in(person)
    for token in ("", "wrong"):
        answer = visitor.send("/confirm", {"code": issued["code"], "csrf_token": token})
        assert answer.status_code == 400
        assert visitor.title == "Stran je zastarela"
    assert reference.state(issued)["state"] == "unused"


def test_second_person_in_the_same_browser_sees_nothing_of_the_first(
    reference: Reference, visitor: Visitor, person: Account, other: Account, email: str
) -> None:
    issued = reference.issue(email)
    visitor.sign_in(person, code=issued["code"])
    visitor.post("/sign-out")
    assert issued["code"] not in visitor.page.text
    visitor.sign_in(other)
    assert visitor.form("/confirm")["code"] == ""
    assert visitor.text("#uporabnik") == "Bojan Šest"


def test_other_person_takes_over_without_signing_out(
    reference: Reference, visitor: Visitor, person: Account, other: Account, email: str
) -> None:
    mine, theirs = reference.issue(email), reference.issue("b" + email)
    visitor.sign_in(person, code=mine["code"])
    visitor.get("/")
    assert mine["code"] not in visitor.page.text
    visitor.sign_in(other, code=theirs["code"])
    assert visitor.form("/confirm")["code"] == theirs["code"]
