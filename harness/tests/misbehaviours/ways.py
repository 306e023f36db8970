"""How is a known-bad provider made of a conforming one?"""

from __future__ import annotations

from typing import Any

from flask import Request

from harness.tests.good_provider import Asked, Good, Refusal

BEYOND = "vodomer-"
"""How checks are called that are no modules of the OpenID Foundation."""


class Way:
    """Makes a kind of known-bad provider of single methods."""

    all: dict[str, type[Good]] = {"good": Good}  # noqa: RUF012

    def __init__(self, name: str, breaks: str, **methods: Any) -> None:
        assert set(methods) <= set(dir(Good)), "overrides nothing"
        broken = breaks if breaks.startswith(BEYOND) else f"oidcc-{breaks}"
        self.all[name] = type(name, (Good,), {"breaks": broken, **methods})


def without_member(what: str) -> Any:
    return lambda self: {m: v for m, v in Good.discovery(self).items() if m != what}


def announcing(**changes: Any) -> Any:
    return lambda self: {**Good.discovery(self), **changes}


def refusing(parameter: str, *, missing: bool = False) -> Any:
    """Refuse requests with, or without, a parameter."""

    def refuse(self: Good, asked: Asked, sent: Request) -> None:
        Good.refuse(self, asked, sent)
        if (parameter in asked) is not missing:
            raise Refusal("invalid_request")

    return refuse


def refusing_value(parameter: str, value: str) -> Any:
    def refuse(self: Good, asked: Asked, sent: Request) -> None:
        Good.refuse(self, asked, sent)
        if value in asked.get(parameter, ""):
            raise Refusal("invalid_request")

    return refuse


def claiming(**changes: Any) -> Any:
    """Change claims of the ID token; None takes one out."""

    def claims(self: Good, grant: dict[str, Any], client: str) -> dict[str, Any]:
        whole = {**Good.id_token_claims(self, grant, client), **changes}
        return {name: value for name, value in whole.items() if value is not None}

    return claims
