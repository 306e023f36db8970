"""Does a target file say enough for a certificate, and what exactly is its target?"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from harness.checks.application.places import Place
from harness.checks.application.process import filled
from harness.checks.application.target import ApplicationTarget
from harness.checks.application.target_draft import GOODBYES
from harness.checks.provider.target import ProviderTarget
from harness.errors import ConfigurationError

WITHIN = 60.0
"""Seconds that a command may take which prints version or commit."""
LONGEST = 200
"""Characters of what it prints that are kept."""
PRESSED = ("button", "link")
VERSION = (
    "target.version says which version of the {kind} is certified"
    ' (version = "1.2", or version_command = ["..."])'
)


def lacking(target: ApplicationTarget | ProviderTarget) -> Iterator[str]:
    """Say what a target file lacks for a certificate: without it, too much is not examined."""
    if not (target.target.version or target.target.version_command):
        yield VERSION.format(kind=target.target.profile)
    if isinstance(target, ProviderTarget):
        return
    if signs_out(target.signed_in.shows):
        if target.sign_out is None:
            yield "[sign_out] says how a person signs out, as signed_in.shows is a sign-out button"
        if target.signed_in.person is None:
            yield "signed_in.person says where the person's name is shown"


def signs_out(mark: Place) -> bool:
    """Tell whether what shows that somebody is signed in is the button that signs out."""
    said = mark.name.casefold()
    return mark.role in PRESSED and any(word in said for word in GOODBYES)


def identity_of(
    target: ApplicationTarget | ProviderTarget, folder: Path, python: str, see: str
) -> dict[str, str]:
    """Return product, version and commit of the target; empty for what nothing tells.

    The commands run in the target file's folder; the last line that they print counts.
    Raises ConfigurationError where one fails or prints nothing.
    """
    about = target.target

    def told(key: str, said: str | None, command: tuple[str, ...] | None) -> str:
        if not command:
            return said or ""
        return _printed(f"target.{key}", filled(command, {"python": python}), folder, see)

    return {
        "product": about.product or "",
        "version": told("version_command", about.version, about.version_command),
        "commit": told("commit_command", about.commit, about.commit_command),
    }


def _printed(key: str, command: list[str], folder: Path, see: str) -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=WITHIN, check=True
        )
        said = done.stdout[-10 * LONGEST :].strip().splitlines()
    except (OSError, subprocess.SubprocessError) as problem:
        raise ConfigurationError(f"{key} failed: {problem} ({see})") from None
    if not said:
        raise ConfigurationError(f"{key} printed nothing ({see})")
    return said[-1].strip()[:LONGEST]
