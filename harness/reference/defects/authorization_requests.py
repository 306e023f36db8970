"""What if an authorization request says too much, too little, or what anybody could guess?"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import SignInRefused
from . import Defect, Title

if TYPE_CHECKING:
    from ..openid.client import Client
    from ..openid.pending import AuthorizationRequest

ALWAYS_THE_SAME = "vedno-ista-vrednost-te-aplikacije-za-vse-ljudi"


class StateGuessable(Defect):
    """The state is what the clock says."""

    breaks = "RP-03"
    title = Title(
        sl="Vrednost state je mogoče uganiti",
        en="The state can be guessed",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Fresh, but no secret."""
        return replace(made, state=str(time.time_ns()))


class NonceNotFresh(Defect):
    """One nonce for all."""

    breaks = "RP-05"
    title = Title(
        sl="Nonce je pri vseh prijavah isti",
        en="The nonce is the same at every sign-in",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Send the same nonce, which is still compared with that of the ID token."""
        return replace(made, nonce=ALWAYS_THE_SAME)


class NonceNotSent(Defect):
    """No nonce is sent."""

    breaks = "RP-05"
    title = Title(
        sl="Aplikacija ne pošlje vrednosti nonce",
        en="No nonce is sent",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Leave it out."""
        return replace(made, nonce="")

    def id_token_judged(
        self,
        claims: dict[str, Any],
        expected: dict[str, Any],  # noqa: ARG002
    ) -> dict[str, Any]:
        """One that nobody asked for is a wrong one, which stays refused."""
        if "nonce" in claims:
            raise SignInRefused("id_token: nonce")
        return claims


class PasswordAskedAgain(Defect):
    """REKONO is made to ask for the password, whoever is signed in there."""

    breaks = "SSO-01"
    title = Title(
        sl="Kdor je v REKONO že prijavljen, mora geslo vpisati znova",
        en="Whoever is signed in at REKONO has to type the password again",
    )

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Ask for it, but not of who is to register."""
        return parameters if parameters.get("prompt") else {**parameters, "prompt": "login"}


class PkceLeftOut(Defect):
    """There is no proof key."""

    breaks = "RP-07"
    title = Title(
        sl="Aplikacija ne uporablja PKCE",
        en="PKCE is not used",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Leave it out; the nonce still ties the code to the browser."""
        return replace(made, code_verifier="")


class PkcePlain(Defect):
    """The proof key goes through the browser as it is."""

    breaks = "RP-07"
    title = Title(
        sl="PKCE uporablja metodo plain namesto S256",
        en="PKCE uses the method plain instead of S256",
    )

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Send the verifier as the challenge."""
        challenge = {"code_challenge": parameters["code_verifier"], "code_verifier": ""}
        return {**parameters, **challenge, "code_challenge_method": "plain"}


class VerifierNotFresh(Defect):
    """One proof key for all."""

    breaks = "RP-07"
    title = Title(
        sl="PKCE code_verifier je pri vseh prijavah isti",
        en="The PKCE code_verifier is the same at every sign-in",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Keep the nonce fresh, and not the verifier."""
        return replace(made, code_verifier=ALWAYS_THE_SAME)


class InjectedCodeAccepted(Defect):
    """Neither nonce nor proof key ties a code to the browser that it was issued to.

    Both are sent and compared, but they are everybody's. So RP-05 and RP-07, which only should
    hold, do not hold either; without that an attacker's code could not be redeemed.
    """

    breaks = "RP-27"
    title = Title(
        sl="Sprejeta je koda, izdana drugi seji brskalnika",
        en="A code that was issued to another browser session is accepted",
    )

    def request_made(self, made: AuthorizationRequest) -> AuthorizationRequest:
        """Only the state is fresh."""
        return replace(made, nonce=ALWAYS_THE_SAME, code_verifier=ALWAYS_THE_SAME)


class RedirectUriFromHost(Defect):
    """Whoever comes by another name of the machine takes that name along to REKONO."""

    breaks = "RP-02"
    title = Title(
        sl="Naslov redirect_uri nastane iz glave Host",
        en="The redirect_uri is made from the Host header",
    )

    def redirect_uri(self, client: Client) -> str:  # noqa: ARG002
        """By its registered name the application still sends the registered address."""
        from flask import request

        return f"{request.host_url}callback"


class SecretInBrowser(Defect):
    """The client secret is a parameter of the authorization request."""

    breaks = "RP-29"
    title = Title(
        sl="Skrivnost aplikacije gre prek brskalnika",
        en="The client secret goes through the browser",
    )

    def authorization_parameters(
        self, parameters: dict[str, str], client: Client
    ) -> dict[str, str]:
        """Let the browser carry it."""
        return {**parameters, "client_secret": client.client_secret}


class LevelNotAsked(Defect):
    """The level is looked at, but REKONO is not told that it is needed."""

    breaks = "SSO-05"
    title = Title(
        sl="Aplikacija ravni zanesljivosti, ki jo potrebuje, ne zahteva",
        en="The level of assurance that is needed is not requested",
    )

    def authorization_parameters(
        self,
        parameters: dict[str, str],
        client: Client,  # noqa: ARG002
    ) -> dict[str, str]:
        """Whoever signs in with too low a level is refused without having had a choice."""
        return {**parameters, "acr_values": "", "claims": ""}
