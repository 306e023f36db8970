"""Which ways to sign in may a person add to the account and remove from it?

The password stays, and so does the last way to confirm it: an account does not become weaker than
its owner wanted when they set it up.
"""

from __future__ import annotations

from dataclasses import replace

from mock_rekono.errors import FormError
from mock_rekono.mechanisms import all_mechanisms, second_factors
from mock_rekono.mechanisms.onepass_otp import APP
from mock_rekono.people import Person
from mock_rekono.provider import provider

NEEDS = {"sms_otp": "phone", "certificate": "tax_number"}
"""Which fact of the account a mechanism cannot do without."""


def add_mechanisms(person: Person, *added: str, **facts: object) -> None:
    """Add ways to an account, with the facts that come with them."""
    provider().store.people.change_by(
        person.sub,
        lambda now: {"mechanisms": tuple(dict.fromkeys((*now.mechanisms, *added))), **facts},
    )


def check_addable(person: Person, mechanism_id: str) -> None:
    """Raise FormError for what there is not, the person has already or cannot have."""
    known = all_mechanisms().get(mechanism_id)
    if known is None or not known.second or mechanism_id in person.mechanisms:
        raise FormError("dashboard.unknown")
    needed = NEEDS.get(mechanism_id)
    if needed and not getattr(person, needed):
        raise FormError(f"dashboard.needs_{needed}")


def remove_mechanism(person: Person, mechanism_id: str) -> None:
    """Remove a way. Raises FormError; OnePass's secret goes with the last way that uses it."""
    provider().store.people.change_by(person.sub, lambda now: _without(now, mechanism_id))


def _without(person: Person, mechanism_id: str) -> dict[str, object]:
    if mechanism_id not in person.mechanisms or not all_mechanisms()[mechanism_id].second:
        raise FormError("dashboard.unknown")
    ways = tuple(one for one in person.mechanisms if one != mechanism_id)
    if not second_factors(replace(person, mechanisms=ways)):
        raise FormError("dashboard.last")
    app = {} if set(APP) & set(ways) else {"onepass_secret": "", "onepass_pin": ""}
    return {"mechanisms": ways, **app}
