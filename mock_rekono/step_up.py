"""Does a person have to prove more than so far, for the level that an application asks for?

Setting `acr_values_policy` decides: only with `step_up` is a person asked for more, and only for
what they can reach by the mechanisms they have.
"""

from __future__ import annotations

from mock_rekono.levels import level, reachable, wish
from mock_rekono.mechanisms import Mechanism, second_factors
from mock_rekono.people import Person
from mock_rekono.provider import provider
from mock_rekono.records import Client, PendingAuthorization


def more_is_needed(
    person: Person, used: list[str], parameters: dict[str, str], client: Client
) -> bool:
    """Tell whether the mechanisms passed so far are too weak, and stronger ones are there."""
    least = _required(parameters, client)
    return level(person, used) < least <= reachable(person)


def offered(person: Person, pending: PendingAuthorization, client: Client) -> list[Mechanism]:
    """Return the ways to confirm that are strong enough; all where none is."""
    ways, least = second_factors(person), _required(pending.parameters, client)
    return [one for one in ways if min(one.level, person.proofing) >= least] or ways


def _required(parameters: dict[str, str], client: Client) -> int:
    settings = provider().settings
    if settings.acr_values_policy != "step_up":
        return 0
    return wish(parameters, client, settings).least
