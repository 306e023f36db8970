"""Where do our own people find application and REKONO of a target, whatever DNS says?"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from harness.agents.http import origin_of
from harness.agents.names import Name, Names, Spot
from harness.browsers.executable import LOOPBACK
from harness.checks.application.external_settings import ExternalSettings
from harness.checks.application.target import ApplicationTarget


def names_of(target: ApplicationTarget) -> Names:
    """Give the names that lead elsewhere than DNS says.

    REKONO is ours, so we go to where it listens: neither DNS nor a way around through somebody's
    network is needed. Only where somebody else ends TLS for it, all go through them.
    """
    names: dict[Name, Spot] = {}
    about, settings = target.target, target.provider
    if about.connect_to:
        names[Name(about.host)] = Spot(about.connect_to)
    if isinstance(settings, ExternalSettings):
        return names
    if settings.issuer and not settings.is_behind_proxy:
        spot = Spot(_reached(settings.listen_address), settings.listen_port or None)
        names[Name(settings.parts.hostname or "", settings.parts.port or None)] = spot
    return names


def hosts_of(target: ApplicationTarget) -> tuple[str, ...]:
    """List the hosts, beside this machine, that a browser has to reach."""
    hosts = dict.fromkeys(urlsplit(one).hostname or "" for one in _addresses_of(target))
    return tuple(host for host in hosts if host not in LOOPBACK)


def origins_of(target: ApplicationTarget) -> tuple[str, ...]:
    """List the origins of application and provider, as far as the target file says them whole.

    Where it leaves a port open, all is on this machine.
    """
    named = (one for one in _addresses_of(target) if urlsplit(one).port != 0)
    return tuple(dict.fromkeys(origin_of(one) for one in named))


def _addresses_of(target: ApplicationTarget) -> list[str]:
    about, protected = target.target, target.protected_application
    addresses = [about.start, *about.redirect_uris, *about.post_logout_redirect_uris]
    addresses += [protected.start, *protected.redirect_uris] if protected else []
    addresses += filter(None, [about.frontchannel_logout_uri, target.provider.issuer])
    return addresses


def _reached(address: str) -> str:
    """Give where we reach who listens everywhere: on loopback."""
    listening = ip_address(address)
    if not listening.is_unspecified:
        return address
    return "::1" if isinstance(listening, IPv6Address) else "127.0.0.1"
