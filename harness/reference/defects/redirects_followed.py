"""What if a request to the provider is sent on to wherever its answer says?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from requests import Response

KEEPING_METHOD = (307, 308)
SECONDS = 10


def _followed(answer: Response) -> Response:
    """Send the same once more, with all that is in it."""
    import requests

    asked = answer.request
    return requests.request(
        asked.method or "",
        answer.headers["Location"],
        data=asked.body,
        headers=dict(asked.headers),
        timeout=SECONDS,
    )


class TokenRedirectFollowed(Defect):
    """Code and secret go to whichever host the token endpoint names."""

    breaks = "RP-29"
    title = Title(
        sl="Kodi in skrivnosti aplikacija pošlje tja, kamor preusmeri končna točka za žetone",
        en="Code and secret are sent to wherever the token endpoint redirects",
    )

    def received(self, answer: Response) -> Response:
        """Follow."""
        asked_by_form = answer.request.method == "POST"
        return _followed(answer) if asked_by_form and _leads_on(answer) else answer


class UserinfoRedirectFollowed(Defect):
    """The access token goes to whichever host UserInfo names."""

    breaks = "RP-29"
    title = Title(
        sl="Dostopni žeton aplikacija pošlje tja, kamor preusmeri UserInfo",
        en="The access token is sent to wherever UserInfo redirects",
    )

    def received(self, answer: Response) -> Response:
        """Follow."""
        with_token = "Authorization" in answer.request.headers
        asked_for = answer.request.method == "GET" and with_token
        return _followed(answer) if asked_for and _leads_on(answer) else answer


def _leads_on(answer: Response) -> bool:
    return answer.status_code in KEEPING_METHOD
