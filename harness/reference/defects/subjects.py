"""What if nobody makes sure whom the ID token and UserInfo speak of?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import Defect, Title

Claims = dict[str, Any]
NOBODY = "nobody"


class MissingSubAccepted(Defect):
    """An ID token that names nobody is completed from UserInfo."""

    breaks = "RP-12"
    title = Title(
        sl="Sprejet je žeton ID brez sub",
        en="An ID token without sub is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Do not miss it."""
        return {"sub": NOBODY, **claims}

    def subject(self, claimed: object, told: object) -> object:
        """UserInfo will say who it is."""
        return told if claimed in (told, NOBODY) else None


class EmptySubAccepted(Defect):
    """An ID token that names nobody is completed from UserInfo."""

    breaks = "RP-12"
    title = Title(
        sl="Sprejet je žeton ID s praznim sub",
        en="An ID token with an empty sub is accepted",
    )

    def id_token_judged(self, claims: Claims, expected: Claims) -> Claims:  # noqa: ARG002
        """Take an empty one for one that is there."""
        return {**claims, "sub": NOBODY} if claims.get("sub") == "" else claims

    def subject(self, claimed: object, told: object) -> object:
        """UserInfo will say who it is."""
        return told if claimed in (told, NOBODY) else None


class UserinfoOfAnotherAccepted(Defect):
    """Whose the personal data are is not compared."""

    breaks = "RP-22"
    title = Title(
        sl="Sprejeti so podatki UserInfo druge osebe",
        en="UserInfo of another person is accepted",
    )

    def subject(self, claimed: object, told: object) -> object:
        """They have to be somebody's."""
        return claimed if told is not None else None


class UserinfoOfNobodyAccepted(Defect):
    """Whose the personal data are is compared where they say so."""

    breaks = "RP-22"
    title = Title(
        sl="Sprejeti so podatki UserInfo brez sub",
        en="UserInfo without sub is accepted",
    )

    def subject(self, claimed: object, told: object) -> object:
        """Do not miss it."""
        return claimed if told in (claimed, None) else None


class MissingIdTokenAccepted(Defect):
    """As with bare OAuth 2, whoever has an access token is whom UserInfo names."""

    breaks = "RP-30"
    title = Title(
        sl="Sprejet je odgovor brez žetona ID",
        en="A token response without an ID token is accepted",
    )

    def claims(self, token: Claims, verify: Callable[[], Claims]) -> Claims:
        """Claim all that is asked for."""
        return verify() if "id_token" in token else {"sub": NOBODY, "acr": NOBODY}

    def subject(self, claimed: object, told: object) -> object:
        """UserInfo will say who it is."""
        return told if claimed in (told, NOBODY) else None

    def level_suffices(self, required: tuple[str, ...], told: object) -> bool:
        """Nor can anybody tell the level then."""
        return told == NOBODY or super().level_suffices(required, told)
