"""What plug-ins does this provider have? Lists for programs."""

from __future__ import annotations

from mock_rekono import registries
from mock_rekono.cast import shown_cast
from mock_rekono.endpoints.control.answers import (
    Listed,
    ListedFault,
    ListedMechanism,
    ListedPerson,
    as_answers,
)
from mock_rekono.endpoints.control.contract import operation


@operation("GET", "/mechanisms")
def list_mechanisms() -> list[ListedMechanism]:
    """Return the ways to sign in."""
    return as_answers(ListedMechanism, registries.mechanisms())


@operation("GET", "/faults")
def list_faults() -> list[ListedFault]:
    """Return the faults."""
    return as_answers(ListedFault, registries.faults())


@operation("GET", "/profiles")
def list_profiles() -> list[Listed]:
    """Return the kinds of provider."""
    return as_answers(Listed, registries.profiles())


@operation("GET", "/cast")
def list_cast() -> list[ListedPerson]:
    """Return the cast, if there is one, and the people of the people file, with their secrets."""
    return as_answers(ListedPerson, shown_cast())
