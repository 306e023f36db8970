"""How is a registration on its way begun, found again and kept with what was typed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mock_rekono import clock
from mock_rekono.provider import provider
from mock_rekono.records import Registration
from mock_rekono.registration.steps import STAGES, Step

if TYPE_CHECKING:
    from mock_rekono.settings import Settings
    from mock_rekono.store import Store

LONGEST_DRAFT = 300  # characters; long enough for every field that may be typed again


def begin_registration(parent: str, *, keep: bool = True) -> Registration:
    """Begin at the first step. `parent` is the sign-in that waits or the browser's id."""
    now = clock.now()
    begun = Registration(
        id=clock.token(),
        parent=parent,
        issued_at=now,
        expires_at=now + provider().settings.registration_seconds,
        step=Step.START.value,
    )
    return provider().store.records.keep(begun) if keep else begun


def registration_begun(parent: str) -> Registration | None:
    """Return the registration of a sign-in or browser, or None when there is none any more."""
    found = provider().store.records.newest(Registration, parent=parent, most=1)
    return found[0] if found and found[0].expires_at > clock.now() else None


def half_done(store: Store, settings: Settings, email: str, phone: str) -> Registration:
    """Keep a registration as somebody abandons it: address proven, number typed, nothing more."""
    now = clock.now()
    abandoned = Registration(
        id=clock.token(),
        owner=email,
        parent=clock.token(),
        issued_at=now,
        expires_at=now + settings.registration_seconds,
        step=Step.PHONE.value,
        data={"email_confirmed": True, "phone": phone},
    )
    return store.records.keep(abandoned)


def keep_draft(registration: Registration, form: Mapping[str, str]) -> Registration:
    """Keep what was typed and is no secret, so that the person need not type it again."""
    fields = STAGES[Step(registration.step)].fields
    typed = {field.name: _tidy(form.get(field.name, "")) for field in fields if not field.secret}
    if not typed:
        return registration
    data = {**registration.data, "draft": {**registration.data.get("draft", {}), **typed}}
    return provider().store.records.change(registration, data=data)


def _tidy(typed: str) -> str:
    return "".join(char for char in typed[:LONGEST_DRAFT] if char.isprintable())
