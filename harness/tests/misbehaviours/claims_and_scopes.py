"""How can UserInfo and scopes be wrong?"""

from __future__ import annotations

from typing import Any

from flask import Request, Response, jsonify

from harness.tests.good_provider import Asked, Good, Refusal, refused
from harness.tests.misbehaviours.ways import Way, refusing, refusing_value


def not_by(method: str, place: str) -> Any:
    """Refuse UserInfo one way."""

    def userinfo(self: Good, sent: Request) -> Response:
        in_form = "access_token" in sent.form
        if sent.method == method and in_form is (place == "form"):
            return refused("invalid_request", 405)
        return Good.userinfo(self, sent)

    return userinfo


def forgetting(name: str) -> Any:
    """Let UserInfo leave one claim out."""

    def userinfo(self: Good, sent: Request) -> Response:
        said = Good.userinfo(self, sent).get_json()
        return jsonify({claim: value for claim, value in said.items() if claim != name})

    return userinfo


def saying(scope: str, name: str, value: object) -> Any:
    """Let UserInfo say one claim in a wrong form."""

    def userinfo(self: Good, sent: Request) -> Response:
        answer = Good.userinfo(self, sent)
        said = answer.get_json()
        return jsonify({**said, name: value}) if name in said else answer

    return userinfo


def scope_as_text(self: Good, asked: Asked, sent: Request) -> None:
    Good.refuse(self, asked, sent)
    if not asked["scope"].startswith("openid"):
        raise Refusal("invalid_scope")


Way("userinfo_not_by_get", "userinfo-get", userinfo=not_by("GET", "header"))
Way("email_verified_as_text", "userinfo-get", userinfo=saying("email", "email_verified", "true"))
Way("userinfo_of_another", "userinfo-get", userinfo=saying("openid", "sub", "ana"))
Way("userinfo_not_by_post", "userinfo-post-header", userinfo=not_by("POST", "header"))
Way("userinfo_not_by_form", "userinfo-post-body", userinfo=not_by("POST", "form"))
for scope, claim in {"profile": "name", "email": "email", "phone": "phone_number"}.items():
    Way(f"{scope}_refused", f"scope-{scope}", refuse=refusing_value("scope", scope))
    Way(f"{claim}_forgotten", f"scope-{scope}", userinfo=forgetting(claim))
Way("picture_forgotten", "scope-profile", userinfo=forgetting("picture"))
Way("address_as_text", "scope-address", userinfo=saying("address", "address", "Ljubljana"))
Way("address_forgotten", "scope-all", userinfo=forgetting("address"))
Way("phone_and_address_refused", "scope-all", refuse=refusing_value("scope", "address phone"))
Way("scope_compared_as_text", "alternate-happy-flow", refuse=scope_as_text)
Way("claims_refused", "claims-essential", refuse=refusing("claims"))
Way("claims_ignored", "claims-essential", userinfo=forgetting("name"))
