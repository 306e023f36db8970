"""What if trouble at the provider becomes a crash in place of a clear page?"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from . import Defect, Title

if TYPE_CHECKING:
    from requests import Response

    from ..errors import ProviderUnavailable


TOO_SLOW = 504


class Unexpected(Exception):  # noqa: N818 - what nobody has thought of
    """An answer that the program has no branch for."""


def _from_token(answer: Response) -> bool:
    return answer.request.method == "POST"


def _from_userinfo(answer: Response) -> bool:
    return answer.request.method == "GET" and "Authorization" in answer.request.headers


class StartNeedsProvider(Defect):
    """What the provider publishes is read at the start, and nothing starts without it."""

    breaks = "RES-02"
    title = Title(
        sl="Dokler je REKONO v težavah, se aplikacija ne zažene",
        en="The application does not start while REKONO is in trouble",
    )

    def reads_provider_at_start(self, wanted: bool) -> bool:  # noqa: ARG002
        """Read it."""
        return True

    def not_read_at_start(self, trouble: ProviderUnavailable) -> None:
        """End, where it says that it is in trouble; one that only takes long is tried later."""
        if trouble.status != TOO_SLOW:
            raise trouble


class TokenPageEndsProcess(Defect):
    """That a page may come in place of the tokens ends the whole process, and all sessions."""

    breaks = "RP-30"
    title = Title(
        sl="Spletna stran namesto žetonov konča aplikacijo, ne le prijave",
        en="A web page instead of the tokens ends the application, not only the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """End as a program does whose error nobody catches."""
        if _from_token(answer) and answer.text.startswith("<"):
            traceback.print_exception(Unexpected("no JSON in the token response"))
            sys.stderr.flush()
            os._exit(70)
        return answer


class TokenRefusalBreaks(Defect):
    """That the token endpoint may refuse the request itself is not thought of."""

    breaks = "RP-30"
    title = Title(
        sl="Zavrnitev zahteve na končni točki za žetone (400) onemogoči prijavo",
        en="A request that the token endpoint refuses (400) crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Break at a bad request, but not at a code that is no good any more (invalid_grant)."""
        refused = _from_token(answer) and answer.status_code == 400
        if refused and "invalid_request" in answer.text:
            raise Unexpected(answer.status_code)
        return answer


class TokenErrorBreaks(Defect):
    """That the token endpoint may crash is not thought of."""

    breaks = "RP-30"
    title = Title(
        sl="Napaka na končni točki za žetone (500) onemogoči prijavo",
        en="An error at the token endpoint (500) crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Crash along."""
        if _from_token(answer) and answer.status_code == 500:
            raise Unexpected(answer.status_code)
        return answer


class UserinfoRefusalBreaks(Defect):
    """That UserInfo may refuse the access token is not thought of."""

    breaks = "RP-23"
    title = Title(
        sl="Zavrnitev na UserInfo (401) onemogoči prijavo",
        en="A refusal of UserInfo (401) crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Crash."""
        if _from_userinfo(answer) and answer.status_code == 401:
            raise Unexpected(answer.status_code)
        return answer


class UserinfoErrorBreaks(Defect):
    """That UserInfo may crash is not thought of."""

    breaks = "RP-23"
    title = Title(
        sl="Napaka na UserInfo (500) onemogoči prijavo",
        en="An error at UserInfo (500) crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Crash along."""
        if _from_userinfo(answer) and answer.status_code == 500:
            raise Unexpected(answer.status_code)
        return answer


class UserinfoPageBreaks(Defect):
    """That a page may come in place of personal data is not thought of."""

    breaks = "RP-23"
    title = Title(
        sl="Spletna stran namesto podatkov UserInfo onemogoči prijavo",
        en="A web page instead of UserInfo crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Break at a web page, which is no JSON."""
        if _from_userinfo(answer) and answer.text.startswith("<"):
            raise Unexpected("not JSON")
        return answer


class LostConnectionBreaks(Defect):
    """That a connection may be lost is not thought of."""

    breaks = "RES-02"
    title = Title(
        sl="Prekinjena povezava s ponudnikom onemogoči prijavo",
        en="A lost connection to the provider crashes the sign-in",
    )

    def lost(self, error: Exception, trouble: ProviderUnavailable) -> Exception:  # noqa: ARG002
        """Let what the library raised go through to the top."""
        return Unexpected(type(error).__name__)


class BadGatewayBreaks(Defect):
    """That a gateway may answer for the provider is not thought of."""

    breaks = "RES-02"
    title = Title(
        sl="Ponudnikov odgovor 502 onemogoči prijavo",
        en="A 502 from the provider crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Crash."""
        if answer.status_code == 502:
            raise Unexpected(answer.status_code)
        return answer


class BusyProviderBreaks(Defect):
    """That the provider may have too much to do is not thought of."""

    breaks = "RES-02"
    title = Title(
        sl="Ponudnikov odgovor 429 onemogoči prijavo",
        en="A 429 from the provider crashes the sign-in",
    )

    def received(self, answer: Response) -> Response:
        """Crash."""
        if answer.status_code == 429:
            raise Unexpected(answer.status_code)
        return answer
