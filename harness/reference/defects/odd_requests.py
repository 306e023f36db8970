"""What if a request that is allowed, and seldom, stops the application?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from . import Defect, Title

if TYPE_CHECKING:
    from ..rules.people import Wsgi

_MANY = 1000


class EmptyPostBreaks(Defect):
    """Where something is sent there is sure to be a body, before the sign-in as well."""

    breaks = "WEB-08"
    title = Title(
        sl="Zahteva POST brez telesa sproži napako strežnika",
        en="A POST without a body causes a server error",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Be sure that it has a length."""
        return _broken_by(wsgi, lambda said: _posts(said) and _length(said) == 0)


class HalfJsonBreaks(Defect):
    """What calls itself JSON is sure to be an object."""

    breaks = "WEB-08"
    title = Title(
        sl="Telo, ki ni objekt JSON, kot se imenuje, sproži napako strežnika",
        en="A body that is not the JSON object it is called causes a server error",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Read it before it is known who asks."""
        return _broken_by(wsgi, lambda said: _posts(said) and "json" in _type(said))


class CountedCookieBreaks(Defect):
    """A cookie says of how many parts the session's consists, and is believed."""

    breaks = "WEB-14"
    title = Title(
        sl="Piškotek, ki napove milijone kosov, sproži napako strežnika",
        en="A cookie that tells of millions of parts causes a server error",
    )

    def served(self, wsgi: Wsgi) -> Wsgi:
        """Make room for all of them."""
        return _broken_by(wsgi, lambda said: _parts(said.get("HTTP_COOKIE", "")) > _MANY)


def _posts(said: dict[str, Any]) -> bool:
    return bool(said["REQUEST_METHOD"] == "POST")


def _length(said: dict[str, Any]) -> int:
    return int(said.get("CONTENT_LENGTH") or 0)


def _type(said: dict[str, Any]) -> str:
    return str(said.get("CONTENT_TYPE", ""))


def _parts(cookies: str) -> int:
    pairs = (one.strip().partition("=") for one in cookies.split(";"))
    counts = (value for name, _, value in pairs if name.endswith("_chunks"))
    return max((int(one) for one in counts if one.isdigit()), default=0)


def _broken_by(wsgi: Wsgi, odd: Callable[[dict[str, Any]], bool]) -> Wsgi:
    def breaking(said: dict[str, Any], start_response: Any) -> Any:
        if odd(said):
            start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
            return [b"Internal Server Error"]
        return wsgi(said, start_response)

    return breaking
