"""What does userinfo say of the person, and what becomes of signing out and of messages?"""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from mock_rekono.tests.fault_proofs import Proof
from mock_rekono.tests.fault_proofs.answers import assert_cut, assert_leads_away, assert_page
from mock_rekono.tests.fault_proofs.claims import CONFORMING, assert_claims
from mock_rekono.tests.fault_proofs.sign_in import RIGHT, SCOPE, SignIn
from mock_rekono.tests.kit import GOODBYE

NAMES = {
    "name_in_other_scripts": ("Ελένη Љубица", "王小明 𠮷田"),
    "name_right_to_left": ("שָׁלוֹם", "عبد الله"),
    "name_with_override": ("Ana\u202e", "kavoN"),
    "name_with_combining_characters": ("Z\u030ciga", "C\u030crnic\u030c\u0323\u0330\u0353"),
    "name_with_markup": ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(2)>"),
    "name_very_long": ("Maksimilijana" * 40, "Č" * 500),
}
GONE = object()


def _conforming(sign_in: SignIn) -> dict[str, Any]:
    """Return what userinfo should say, from what the control API knows."""
    known = sign_in.server.control.get(f"people/{sign_in.person['email']}").json()
    names = ("sub", "given_name", "family_name", "birthdate", "email")
    return {
        **{name: known[name] for name in names},
        "name": f"{known['given_name']} {known['family_name']}",
        "preferred_username": known["email"],
        "locale": known["language"],
        "email_verified": True,
    }


def _userinfo(**changed: Any) -> Proof:
    """Expect a conforming ID token, and userinfo with these members otherwise."""

    def proof(sign_in: SignIn) -> None:
        assert sign_in.judge() == RIGHT
        assert_claims(sign_in.claims(), CONFORMING)
        wanted = {**_conforming(sign_in), **changed}
        known = sign_in.userinfo_answer.json()
        assert known == {name: value for name, value in wanted.items() if value is not GONE}

    return proof


def _named(given: str, family: str) -> Proof:
    return _userinfo(given_name=given, family_name=family, name=f"{given} {family}")


def _combined(sign_in: SignIn) -> None:
    _named(*NAMES["name_with_combining_characters"])(sign_in)
    name = sign_in.userinfo_answer.json()["name"]
    assert unicodedata.normalize("NFC", name).startswith("Žiga")
    assert not name.startswith("Ž")


def _other_subject(sign_in: SignIn) -> None:
    sub = sign_in.userinfo_answer.json()["sub"]
    assert sub != sign_in.person["sub"]
    _userinfo(sub=sub)(sign_in)


def _another(sign_in: SignIn) -> None:
    """ID token and userinfo agree on somebody else, before and after a refresh."""
    sub = sign_in.person["sub"].swapcase()
    assert sub != sign_in.person["sub"]
    assert sign_in.judge() == RIGHT
    assert_claims({**sign_in.claims(), "sub": "own"}, CONFORMING)
    told = [sign_in.claims(), sign_in.claims(sign_in.refreshed), sign_in.userinfo_answer.json()]
    assert [one["sub"] for one in told] == [sub] * 3
    name = {"given_name": "Nekdo", "family_name": "Povsem-Drug", "name": "Nekdo Povsem-Drug"}
    email = f"drug.{sign_in.person['email']}"
    wanted = {**_conforming(sign_in), **name, "email": email, "preferred_username": email}
    assert sign_in.userinfo_answer.json() == {**wanted, "sub": sub}


def _alone(sign_in: SignIn) -> None:
    assert sign_in.userinfo_answer.json() == {"sub": sign_in.person["sub"]}
    assert sign_in.judge() == RIGHT


def _nulls(sign_in: SignIn) -> None:
    nulls = dict.fromkeys(_conforming(sign_in))
    assert sign_in.userinfo_answer.json() == {**nulls, "sub": sign_in.person["sub"]}
    assert sign_in.judge() == RIGHT


def _array(sign_in: SignIn) -> None:
    assert sign_in.userinfo_answer.json() == [_conforming(sign_in)]
    assert sign_in.judge() == RIGHT


def _elsewhere(sign_in: SignIn) -> None:
    """Find the access token taken at the other host: it went there."""
    followed = assert_leads_away(sign_in.userinfo_answer, sign_in)
    assert followed.json()["sub"] == sign_in.person["sub"]
    assert sign_in.judge() == RIGHT


def _not_json(sign_in: SignIn) -> None:
    assert_page(sign_in.userinfo_answer)
    assert sign_in.judge() == RIGHT


def _truncated(sign_in: SignIn) -> None:
    assert_cut(sign_in.userinfo_answer)
    assert sign_in.judge() == RIGHT


def _after_sign_out(sign_in: SignIn) -> list[tuple[str, str]]:
    """Return what comes to the application's address after signing out with a `state`."""
    asked = {
        "id_token_hint": sign_in.tokens["id_token"],
        "post_logout_redirect_uri": GOODBYE,
        "state": "pred-odjavo",
    }
    page = sign_in.browser.get(f"{sign_in.server.issuer}endsession?{urlencode(asked)}")
    address = page.answer.headers["Location"]
    assert address.startswith(GOODBYE)
    return parse_qsl(urlsplit(address).query)


def assert_signs_out(sign_in: SignIn) -> None:
    """Fail unless the `state` comes back after signing out."""
    assert _after_sign_out(sign_in) == [("state", "pred-odjavo")]


def _no_state(sign_in: SignIn) -> None:
    assert _after_sign_out(sign_in) == []


def _other_state(sign_in: SignIn) -> None:
    ((name, state),) = _after_sign_out(sign_in)
    assert name == "state"
    assert state != "pred-odjavo"


def _no_sms(sign_in: SignIn) -> None:
    page = sign_in.browser.get(sign_in.app.address(scope=SCOPE))
    page = sign_in.browser.sign_in(page, sign_in.person, sign_in.person["password"])
    page = sign_in.browser.press(page, mode="sms_otp")
    assert page.heading == "SMS geslo"
    sent = {"to": sign_in.person["phone"], "channel": "sms"}
    assert sign_in.server.control.get("outbox", params=sent).json() == []


PROOFS: dict[str, Proof] = {
    **{fault: _named(*name) for fault, name in NAMES.items()},
    "name_with_combining_characters": _combined,
    "userinfo_sub_differs": _other_subject,
    **{f"userinfo_sub_{near}": _other_subject for near in ("longer", "shorter", "in_other_case")},
    "userinfo_missing_sub": _userinfo(sub=GONE),
    "userinfo_sub_alone": _alone,
    "userinfo_null_claims": _nulls,
    "userinfo_array": _array,
    "userinfo_request_redirected": _elsewhere,
    "userinfo_not_json": _not_json,
    "userinfo_truncated": _truncated,
    "userinfo_unknown_claims": _userinfo(**{"urn:vodomer:neznano": [{"č": None}], "vodomer_x": 1}),
    "sub_of_another_in_other_case": _another,
    "same_email": _userinfo(email="ana@rekono.test", preferred_username="ana@rekono.test"),
    "missing_state_after_logout": _no_state,
    "wrong_state_after_logout": _other_state,
    "sms_lost": _no_sms,
}
