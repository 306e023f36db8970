"""Is it the configuration, and not the application, why nobody gets in?

What reached REKONO, and what it answered, tells: each way of writing something otherwise on the two
sides has its own sentence and remedy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from harness.checks.application.between import BY_FORM
from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.legs import ABOUT
from harness.checks.application.rig import Rig
from harness.checks.application.target import ApplicationTarget, AuthMethod
from harness.checks.application.token_requests import TOKEN, Logged
from harness.errors import AccountRefused, ConfigurationError

AUTHORIZE, DISCOVERY, JWK, UNKNOWN = "authorize", "discovery", "jwk", "unknown"
UNAUTHORIZED, BAD = 401, 400
FROM_SERVER = "from the application's server to the issuer"
"""What the leg is called that the application's server goes."""
OURS = [DISCOVERY]
"""What Vodomer itself asks, once, before anything goes wrong."""


@dataclass(frozen=True)
class Cause:
    """What is written otherwise on the two sides, and what to do."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}; {self.remedy}"


def cause_of(target: ApplicationTarget, issuer: str, reached: Sequence[Logged]) -> Cause | None:
    """Say what in the configuration keeps people out, by what reached REKONO; None for nothing."""
    reached = [one for one in reached if one["endpoint"] != ABOUT]
    judges: tuple[Callable[[], Iterator[Cause]], ...] = (
        lambda: _nothing(target, issuer, reached),
        lambda: _authorization(target, reached),
        lambda: _secret(target, reached),
        lambda: _addresses(issuer, reached),
        lambda: _code(reached),
        lambda: _by_form(reached),
        lambda: _hosts(target, reached),
        lambda: _server(target, issuer, reached),
    )
    return next((cause for judge in judges for cause in judge()), None)


def refuse_misconfigured(rig: Rig) -> None:
    """Refuse to examine what is not configured for this REKONO; ConfigurationError.

    The sign-in that was to show what opens has shown that nobody gets in.
    """
    if not rig.doors.unknown:
        return
    if isinstance(rig.provider, ExternalProvider):
        _refuse_closed(rig.provider, rig.doors.unknown)
        return
    if cause := cause_of(rig.target, rig.issuer, rig.rekono.requests()):
        raise ConfigurationError(
            f"an ordinary sign-in got nobody in: {cause} ({rig.doors.unknown}); "
            "`vodomer target check` goes through the whole file, --anyway runs the checks"
        )


def _refuse_closed(provider: ExternalProvider, why: str) -> None:
    """Refuse where nobody comes through the pages of a provider that is not ours."""
    if not provider.lets_in:
        raise AccountRefused(
            f"nobody comes through the provider {provider.issuer}: {provider.refused or why}; see "
            "that the account and [provider.pages] are right, by signing in by hand"
        )


def _nothing(target: ApplicationTarget, issuer: str, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge silence: nobody has asked REKONO for anything, or only for what it publishes."""
    if [one["endpoint"] for one in reached] in ([], OURS):
        if _is_elsewhere(target):
            yield Cause(
                f"{FROM_SERVER}: nothing at all reached REKONO",
                "configure the application with that issuer, and sign_in.steps must lead there; "
                f"{_look_there(issuer)}",
            )
        yield Cause(
            "nothing at all reached REKONO",
            f"configure the application with the issuer {issuer}, which answers only while Vodomer "
            "runs, and see that sign_in.steps lead there; where a script does, use --agent browser",
        )
    elif {one["endpoint"] for one in reached} == {DISCOVERY}:
        yield Cause(
            "the application reads what REKONO publishes, and sends nobody there",
            f"its issuer must be exactly {issuer}, with one slash at the end, and sign_in.steps "
            "must lead there",
        )


def _authorization(target: ApplicationTarget, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge an authorization request that REKONO answers itself: it leads nobody back."""
    about = target.target
    for one in _asked(reached, AUTHORIZE):
        asked = {**one["query"], **one["form"]}
        client, uri = asked.get("client_id", "none"), asked.get("redirect_uri", "none")
        if client != about.client_id:
            yield Cause(
                f"the application asks as the client “{client}”, and REKONO knows "
                f"“{about.client_id}” (target.client_id)",
                "write the same on both sides",
            )
        if uri not in about.redirect_uris:
            yield Cause(
                f"the application asks to come back to {uri}, and registered is "
                f"{' or '.join(about.redirect_uris)} (target.redirect_uris)",
                "write the exact address, with host name, port and path, on both sides",
            )
        if error := parse_qs(urlsplit(one["location"] or "").query).get("error"):
            yield Cause(
                f"REKONO answers the authorization request with {error[0]}",
                f"ask for what it has; the request was {_short(asked)}",
            )


def _secret(target: ApplicationTarget, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge a token request that REKONO refuses because the client does not prove itself."""
    for one in _asked(reached, TOKEN):
        if one["status"] != UNAUTHORIZED:
            continue
        method, public = AuthMethod.of(one), target.target.is_public
        if method is AuthMethod.NONE:
            yield Cause(
                "the application sends no client secret to the token endpoint (401)",
                "give it the secret, or, if it is a public client, say "
                'token_endpoint_auth_method = "none" and leave client_secret out',
            )
        if public:
            yield Cause(
                f"the application proves itself by {method}, and is registered as a public client",
                "take its secret away, or token_endpoint_auth_method out of the target file",
            )
        yield Cause(
            f"the application proves itself by {method}, and REKONO knows another secret (401)",
            "write the same client_secret on both sides"
            + (", or take it from VODOMER_CLIENT_SECRET" if target.process else ""),
        )


def _addresses(issuer: str, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge requests for addresses that there are none of: the issuer is written otherwise."""
    if any(one["status"] < BAD for one in _asked(reached, DISCOVERY)[len(OURS) :]):
        return
    for one in _asked(reached, UNKNOWN):
        yield Cause(
            f"the application asks REKONO for {one['path']}, which there is not ({one['status']})",
            f"its issuer is {issuer}, with one slash at the end, and not two before what follows",
        )


def _code(reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge a token request that REKONO refuses for what stands in it."""
    for one in _asked(reached, TOKEN):
        if one["status"] == BAD:
            yield Cause(
                f"REKONO refuses the token request (400): {_short(one['form'])}",
                "redirect_uri must be the one of the authorization request, and code_verifier the "
                "one of its code_challenge",
            )


def _server(target: ApplicationTarget, issuer: str, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge an application elsewhere whose server has asked REKONO for nothing at all."""
    asked = [one for one in reached if one["endpoint"] in (DISCOVERY, JWK, TOKEN)]
    if _is_elsewhere(target) and _led_back(reached) and len(asked) <= len(OURS):
        yield Cause(
            f"{FROM_SERVER}: people came back from REKONO with a code, and the server asked "
            "REKONO for nothing",
            f"{_look_there(issuer)}, also where it did not want that answer",
        )


def _is_elsewhere(target: ApplicationTarget) -> bool:
    """Whether its server may be where REKONO is not to be found."""
    return target.process is None or target.provider.issuer is not None


def _look_there(issuer: str) -> str:
    document = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    return (
        f"where it runs, {document} must answer: look at its DNS or hosts file, its "
        "firewall and proxy, and whether it trusts the certificate (docs/certificates.md); its log "
        "tells"
    )


def _led_back(reached: Sequence[Logged]) -> bool:
    return any("code=" in (one["location"] or "") for one in reached)


def _by_form(reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge an application that waits for a form, where REKONO answers in the address."""
    asked = any(one["query"].get("response_mode") == BY_FORM for one in _asked(reached, AUTHORIZE))
    if asked and _led_back(reached) and not _asked(reached, TOKEN):
        yield Cause(
            "the application asks for response_mode=form_post, and this REKONO answers in the "
            "address, as MITREid does",
            "let it take the answer by GET (response_mode=query), or examine it with "
            'provider.profile = "plain"',
        )


def _hosts(target: ApplicationTarget, reached: Sequence[Logged]) -> Iterator[Cause]:
    """Judge an application that people leave at one host name and come back to at another."""
    start = urlsplit(target.target.start).hostname
    hosts = {urlsplit(uri).hostname or "" for uri in target.target.redirect_uris}
    if _led_back(reached) and start not in hosts and not _asked(reached, TOKEN):
        yield Cause(
            f"people start at {start} and come back to {', '.join(sorted(hosts))}, where their "
            "cookies are not sent",
            "let target.start and redirect_uris have the same host name",
        )


def _asked(reached: Sequence[Logged], endpoint: str) -> list[Logged]:
    return [one for one in reached if one["endpoint"] == endpoint and one["method"] != "OPTIONS"]


def _short(asked: dict[str, str]) -> str:
    return ", ".join(f"{name}={value[:60]}" for name, value in sorted(asked.items()))
