"""What stands behind an activation service, for active people only?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness.checks.application.rig import Rig
from harness.checks.application.target import (
    About,
    ApplicationTarget,
    Behind,
    Control,
    Landmark,
    Process,
    Steps,
)
from harness.record.verdict import NotApplicable


@contextmanager
def behind(activation: Rig) -> Iterator[tuple[Rig, Control]]:
    """Let the application behind an activation service run for a while; with the link to it.

    Only one check at a time may have it so. NotApplicable where the target file names none.
    """
    told = activation.target.behind
    if told is None:
        raise NotApplicable("the target file names no application for active people ([behind])")
    rig = activation.with_application(as_target(told, activation.target))
    try:
        yield rig, told.link
    finally:
        rig.stop()


def as_target(behind: Behind, activation: ApplicationTarget) -> ApplicationTarget:
    """Describe it as any application is described; the provider is the activation service's."""
    about = About(
        name=behind.client_id,
        profile="application",
        start=behind.start,
        client_id=behind.client_id,
        client_secret=behind.client_secret,
        redirect_uris=behind.redirect_uris,
        ca=activation.target.ca,
    )
    process = Process(start=behind.command, folder=behind.folder) if behind.command else None
    return ApplicationTarget(
        target=about,
        provider=activation.provider,
        process=process,
        sign_in=Steps(steps=behind.steps),
        signed_in=Landmark(shows=behind.shows),
    )
