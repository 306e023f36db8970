"""Which ports has an application that runs wherever one is free?"""

from __future__ import annotations

from urllib.parse import urlsplit

from harness.checks.application.target import ApplicationTarget, ProtectedApplication
from harness.processes.ports import free_port


def assign_ports(target: ApplicationTarget) -> ApplicationTarget:
    """Put a free port in place of port 0, wherever the application's addresses have it."""
    port = free_port()
    about = target.target
    places = {
        "start": _at(about.start, port),
        "redirect_uris": tuple(_at(uri, port) for uri in about.redirect_uris),
        "post_logout_redirect_uris": tuple(
            _at(uri, port) for uri in about.post_logout_redirect_uris
        ),
        "backchannel_logout_uri": _at(about.backchannel_logout_uri, port),
        "frontchannel_logout_uri": _at(about.frontchannel_logout_uri, port),
    }
    settled = {
        "target": about.model_copy(update=places),
        "protected_application": _settled(target.protected_application),
    }
    return target.model_copy(update=settled)


def _settled(protected: ProtectedApplication | None) -> ProtectedApplication | None:
    if protected is None:
        return None
    port = free_port()
    uris = tuple(_at(uri, port) for uri in protected.redirect_uris)
    return protected.model_copy(
        update={"start": _at(protected.start, port), "redirect_uris": uris},
    )


def _at(address: str | None, port: int) -> str | None:
    """Write an address with this port where its own is 0."""
    parts = urlsplit(address or "")
    if address is None or parts.port != 0:
        return address
    return parts._replace(netloc=f"{parts.hostname}:{port}").geturl()


def unassigned(address: str, start: str) -> str:
    """Write an address with port 0 again, where the first page's is and both are at one host."""
    here, there = urlsplit(address), urlsplit(start)
    if there.port != 0 or here.hostname != there.hostname:
        return address
    return here._replace(netloc=f"{here.hostname}:0").geturl()
