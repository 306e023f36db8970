"""Where was the application, who signed people in there, and how was that provider set?"""

from __future__ import annotations

from typing import Any

from harness.checks.address_kind import kind_of_address
from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.provider_settings import ProviderSettings
from harness.checks.application.rig import Rig

PLACES = ("public_url", "application_ca", "application_hosts")
"""Settings of the mock that say where something is; the issuer and the target file tell that."""


def address_of_application(rig: Rig) -> dict[str, str]:
    """Say at what kind of address the application was."""
    about = rig.target.target
    return kind_of_address(about.start, about.connect_to)


def told_of_provider(rig: Rig) -> dict[str, Any]:
    """Say who signed people in, at what kind of address, and how it was set."""
    settings = rig.target.provider
    told = {"kind": rig.provider.kind, "issuer": rig.issuer}
    if isinstance(settings, ExternalSettings):
        return {**told, "address": kind_of_address(rig.issuer), **_of_external(settings)}
    address = {**kind_of_address(rig.issuer), **_tls(settings)}
    return {**told, "address": address, **_of_mock(rig, settings)}


def _of_external(settings: ExternalSettings) -> dict[str, Any]:
    return {"hosts": [*settings.hosts], "sign_ins": settings.sign_ins}


def _of_mock(rig: Rig, settings: ProviderSettings) -> dict[str, Any]:
    """Ask it how it was set: its profile, and all that is not usual in that profile."""
    told = rig.rekono.settings()
    changed = {name: told["settings"][name] for name in told["changed"] if name not in PLACES}
    registered = {"level_form": settings.level_form} if settings.level_form else {}
    return {"profile": told["profile"], "settings": {**changed, **registered}}


def _tls(settings: ProviderSettings) -> dict[str, str]:
    if not settings.is_secure:
        return {}
    return {"tls": "reverse proxy" if settings.is_behind_proxy else "own"}
