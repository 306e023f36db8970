"""Does the person approve the sign-in in their OnePass app?"""

from __future__ import annotations

from typing import Any

from mock_rekono import clock
from mock_rekono.errors import FormError, StillPending
from mock_rekono.mechanisms import Mechanism
from mock_rekono.people import Person
from mock_rekono.provider import Provider
from mock_rekono.records import PendingAuthorization, PushRequest
from mock_rekono.text import Text


class OnepassPush(Mechanism):
    """A push notification to the OnePass app: approved, refused or left until it times out."""

    id = "onepass_push"
    title = Text("OnePass potrditev", "OnePass approval")
    level = 20
    amr = "mca"
    can_resend = True
    resent = "push.resent"
    template = "push.html"
    scripted = True

    def available(self, person: Person) -> bool:
        """Tell whether the person has set the app up."""
        return super().available(person) and bool(person.onepass_secret)

    def begin(self, provider: Provider, pending: PendingAuthorization, person: Person) -> None:
        """Ask the app; a request that this sign-in sent before is withdrawn."""
        self.leave(provider, pending)
        now, client = clock.now(), provider.store.clients.find(pending.client_id)
        provider.store.records.keep(
            PushRequest(
                id=clock.identifier(),
                owner=person.sub,
                parent=pending.id,
                issued_at=now,
                expires_at=now + provider.settings.push_seconds,
                application=client.title if client else pending.client_id,
            )
        )

    def leave(self, provider: Provider, pending: PendingAuthorization) -> None:
        """Withdraw the request, so that the phone asks no more."""
        provider.store.records.drop_all(PushRequest, parent=pending.id)

    def facts(self, provider: Provider, pending: PendingAuthorization) -> dict[str, Any]:
        """Return how the request stands."""
        return {"state": _state(provider, pending), "seconds": provider.settings.push_seconds}

    def verify(
        self, provider: Provider, pending: PendingAuthorization, person: Person, typed: str
    ) -> None:
        """Accept an approval. Raises FormError, or StillPending until the phone answers."""
        state = _state(provider, pending)
        if state == "waiting":
            raise StillPending("push.waiting")
        if state != "approved":
            raise FormError(f"push.{state}")
        self.leave(provider, pending)

    def answer(self, provider: Provider, person: Person) -> str | None:
        """Return nothing: there is nothing to type."""
        return None


def _state(provider: Provider, pending: PendingAuthorization) -> str:
    """Return waiting, approved, refused or expired; one that is gone has expired."""
    sent = provider.store.records.newest(PushRequest, parent=pending.id, most=1)
    return sent[0].state(clock.now()) if sent else "expired"
