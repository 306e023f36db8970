"""Does the application prove itself at the token endpoint as it is registered (RFC 6749, 2.3.1)?"""

from __future__ import annotations

import secrets

from harness.checks.application.application import Application
from harness.checks.application.registry import check
from harness.checks.application.target import AuthMethod
from harness.checks.application.token_requests import TOKEN
from harness.checks.application.visitor import Session
from harness.person import Person
from harness.record.verdict import NotApplicable

TELLING = "%41+/=&:"
"""Ends a secret that arrives as another one where it was not form-encoded."""


@check(
    "client-authentication",
    "RP-40",
    sl="Aplikacija se na končni točki za žetone overi tako, kot je registrirana.",
    en="The application authenticates to the token endpoint as it is registered.",
    alone=True,
)
def client_authentication(application: Application) -> None:
    """REKONO refuses any other way meanwhile; the control is a sign-in where it takes both.

    Where the target file does not say how the application is registered, as it authenticated there.
    """
    refuse_public(application)
    person, told = application.person(), application.target.target.token_endpoint_auth_method
    newest = application.newest()
    application.control(person)
    redeemed = application.asked_since(newest, person, TOKEN)
    application.findings.require("the token request", bool(redeemed), "one", len(redeemed))
    method = told or AuthMethod.of(redeemed[-1])
    with application.rig.registered_with(token_endpoint_auth_method=str(method)):
        application.gets_in(application.visitor(person), f"a sign-in with {method} only")


@check(
    "client-secret-encoded",
    "RP-40",
    sl="Skrivnost s posebnimi znaki aplikacija pošlje pravilno kodirano.",
    en="A secret with special characters is sent correctly form-encoded.",
    alone=True,
)
def client_secret_encoded(application: Application) -> None:
    """Start the application with such a secret, which it takes from its environment."""
    refuse_public(application)
    rig, person = application.rig, application.person()
    rig.require_process()
    application.control(person, "control: a secret of letters and digits")
    if application.target.target.client_secret is not None:
        _takes_another(application, person)
    with rig.with_secret(secrets.token_urlsafe(24) + TELLING):
        application.gets_in(application.visitor(person), "a secret with special characters")


def refuse_public(application: Application) -> None:
    """Refuse to judge the secret of whom has none; NotApplicable."""
    if application.target.target.is_public:
        raise NotApplicable("it is a public client, and has no secret")


def _takes_another(application: Application, person: Person) -> None:
    """Go on only where the secret is not built in: one more of letters and digits tells."""
    with application.rig.with_secret(secrets.token_hex(24)):
        visitor = application.visitor(person)
        application.tolerated(visitor.sign_in)
        look = visitor.look("another secret of letters and digits")
    if look.session is not Session.SIGNED_IN:
        raise NotApplicable("the application does not take its secret from VODOMER_CLIENT_SECRET")
