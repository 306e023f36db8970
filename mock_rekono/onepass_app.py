"""How does the OnePass app on a phone open and close, and what does it show?"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.mechanisms.onepass_otp import totp
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.push_requests import answer_request, waiting_requests
from mock_rekono.records import OpenApp, PushRequest, Tries

OPEN_SECONDS = 300.0
SECRET = "pin"  # noqa: S105 - which secret is tried
FOREVER = 10 * 365 * 86400.0
_BASE32 = re.compile(r"[A-Z2-7]{16,64}", re.ASCII)


@dataclass(frozen=True)
class Shown:
    """What the app shows.

    Whose it is, the one-time password and for how many seconds yet, and the sign-ins that wait for
    an answer.
    """

    id: str
    owner: str
    code: str
    seconds: int
    waiting: list[PushRequest]


def open_with_pin(email: str, pin: str) -> OpenApp:
    """Open the app of an account. Raises FormError; three wrong PINs lock the app for good."""
    person = provider().store.people.by_email(email)
    if person is None or not person.onepass_secret:
        raise FormError("desk.onepass.none", "email")
    tries = _tries(person)
    tried = provider().store.records.attempt(tries)
    most = provider().settings.pin_tries
    right = tried <= most and hmac.compare_digest(person.onepass_pin.encode(), pin.encode())
    if not right:
        key = "desk.onepass.wrong" if tried < most else "desk.onepass.locked"
        raise FormError(key, "pin", left=most - tried)
    reinstall(email)
    return _open(person.onepass_secret, person.email, person.sub)


def open_with_secret(typed: str) -> OpenApp:
    """Add the secret of a registration on its way. Raises FormError when it is none."""
    secret = "".join(typed.split()).upper()
    if not _BASE32.fullmatch(secret):
        raise FormError("desk.onepass.no_secret", "secret")
    return _open(secret)


def reinstall(email: str) -> None:
    """Install the app anew: wrong PINs are forgotten."""
    person = provider().store.people.by_email(email)
    if person is not None:
        provider().store.records.drop_all(Tries, owner=person.sub, parent=SECRET)


def shown_by(open_id: str) -> Shown | None:
    """Return what an open app shows; None when it is closed."""
    opened = provider().store.records.find(OpenApp, open_id) if open_id else None
    if opened is None:
        return None
    now, period = int(clock.now()), provider().settings.totp_period
    code = totp(provider(), opened.secret).at(now)
    waiting = waiting_requests(opened.parent) if opened.parent else []
    return Shown(opened.id, opened.owner, code, period - now % period, waiting)


def answer_from(open_id: str, request_id: str, act: str) -> None:
    """Approve or refuse a sign-in in an open app. Raises FormError when that cannot be done."""
    opened = provider().store.records.find(OpenApp, open_id)
    if opened is None or not opened.parent:
        raise FormError("desk.push.over")
    answer_request(opened.parent, request_id, act)


def _tries(person: Person) -> Tries:
    """Return how often wrong PINs were typed in a row; a right one and a new app end that."""
    begun = Tries.begun(SECRET, person.sub, clock.now(), FOREVER)
    return provider().store.records.keep_first(begun)


def _open(secret: str, owner: str = "", sub: str = "") -> OpenApp:
    now = clock.now()
    return provider().store.records.keep(
        OpenApp(
            id=clock.token(),
            owner=owner,
            parent=sub,
            issued_at=now,
            expires_at=now + OPEN_SECONDS,
            secret=secret,
        )
    )
