"""How often may a PUK be tried for one e-mail address, whether or not it has an account?"""

from __future__ import annotations

from mock_rekono import clock
from mock_rekono.errors import FormError
from mock_rekono.people import normal_email
from mock_rekono.provider import provider
from mock_rekono.records import Tries

SECRET = "puk"  # noqa: S105 - which secret is tried


def count_try(email: str) -> FormError:
    """Count a try; give the refusal to raise if the PUK turns out wrong.

    Raises FormError when there were too many tries already, also before the right PUK.
    """
    settings = provider().settings
    tries = _tries(email)
    minutes = max(1, -(-int(tries.expires_at - clock.now()) // 60))
    count = provider().store.records.attempt(tries)
    if count > settings.puk_tries:
        raise FormError("forgotten.too_many", "puk", minutes=minutes)
    if count == settings.puk_tries:
        return FormError("forgotten.last_wrong", "puk", minutes=minutes)
    return FormError("forgotten.wrong", "puk")


def forget_tries(email: str) -> None:
    """Begin to count anew, after the right PUK."""
    provider().store.records.drop_all(Tries, owner=_owner(email), parent=SECRET)


def _tries(email: str) -> Tries:
    seconds = provider().settings.puk_wait_seconds
    begun = Tries.begun(SECRET, _owner(email), clock.now(), seconds)
    return provider().store.records.keep_first(begun)


def _owner(email: str) -> str:
    """Return a form of the address that any database can hold."""
    return "".join(char for char in normal_email(email)[:254] if char.isprintable()) or "-"
