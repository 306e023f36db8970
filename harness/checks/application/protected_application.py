"""Which application does an activation service protect, open to active people only?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness.checks.application.places import Control
from harness.checks.application.rig import Rig
from harness.checks.application.target import (
    About,
    ApplicationTarget,
    Process,
    ProtectedApplication,
    SignInSteps,
    Welcome,
)
from harness.record.verdict import NotApplicable


@contextmanager
def protected_application(activation: Rig) -> Iterator[tuple[Rig, Control]]:
    """Let the application that an activation service protects run for a while; with the link to it.

    Only one check at a time may have it so. NotApplicable where the target file names none.
    """
    told = activation.target.protected_application
    if told is None:
        raise NotApplicable(
            "the target file names no application for active people ([protected_application])"
        )
    with activation.with_application(as_target(told, activation.target)) as rig:
        yield rig, told.link


def as_target(protected: ProtectedApplication, activation: ApplicationTarget) -> ApplicationTarget:
    """Describe it as any application is described; the provider is the activation service's."""
    about = About(
        name=protected.client_id,
        profile="application",
        start=protected.start,
        client_id=protected.client_id,
        client_secret=protected.client_secret,
        redirect_uris=protected.redirect_uris,
        ca=activation.target.ca,
    )
    process = (
        Process(start=protected.command, folder=protected.folder) if protected.command else None
    )
    return ApplicationTarget(
        target=about,
        provider=activation.provider,
        process=process,
        sign_in=SignInSteps(steps=protected.steps),
        signed_in=Welcome(shows=protected.shows),
    )
