"""In what can a provider be wrong that the OpenID Foundation's modules do not look at?"""

from __future__ import annotations

from typing import Any

from flask import Request, Response, jsonify

from harness.checks.provider.lookalikes import FOREIGN_HOST
from harness.tests.good_provider import REDIRECT_URI, Asked, Good, page, refused
from harness.tests.misbehaviours.ways import Way


def missing_verifier_fits(self: Good, grant: dict[str, Any], sent: Request) -> bool:
    return "code_verifier" not in sent.form or Good.verifier_fits(self, grant, sent)


def challenge_not_required(self: Good, asked: Asked, sent: Request) -> None:
    Good.refuse(self, {**asked, "code_challenge": "as good as there"}, sent)


def beginning_compared(self: Good, asked: Asked) -> bool:
    return asked.get("redirect_uri", "").startswith(REDIRECT_URI)


def host_compared(self: Good, asked: Asked) -> bool:
    return "relying-party.example" in asked.get("redirect_uri", "")


def case_ignored(self: Good, asked: Asked) -> bool:
    return asked.get("redirect_uri", "").lower() == REDIRECT_URI


def error_to_anybody(self: Good, asked: Asked) -> Response:
    return self.back(asked, {"error": "invalid_request"})


def error_to_foreign_host(self: Good, asked: Asked) -> Response:
    led_away = f"@{FOREIGN_HOST}" in asked["redirect_uri"]
    return error_to_anybody(self, asked) if led_away else Good.dead(self, asked)


def spent_without_consequences(self: Good, grant: dict[str, Any]) -> bool:
    grant["uses"] += 1
    return bool(grant["uses"] == 1)


def asked_by_anybody(endpoint: str) -> Any:
    """Let nobody in particular use an endpoint."""

    def client_of(self: Good, sent: Request) -> str | None:
        known = Good.client_of(self, sent)
        return known or ("basic" if sent.path.endswith(endpoint) else None)

    return client_of


def unknown_is_an_error(endpoint: str) -> Any:
    def answer(self: Good, sent: Request) -> Response:
        known = sent.form["token"] in self.access or Good.client_of(self, sent) is None
        whole: Response = getattr(Good, endpoint)(self, sent)
        return whole if known else refused("invalid_token")

    return answer


def revoked_by_anybody(self: Good, sent: Request) -> Response:
    if Good.client_of(self, sent) is None:
        return refused("invalid_client", 401)
    self.access.pop(sent.form["token"], None)
    return Response(status=200)


def turned_without_overlap(self: Good, sent: Request) -> Response:
    self.published.remove("current")
    return Good.turn(self, sent)


def introspected_as_active(self: Good, sent: Request) -> Response:
    return jsonify(active=True) if Good.client_of(self, sent) else refused("invalid_client", 401)


PKCE, CODE = "vodomer-pkce", "vodomer-code"
ASKING, ENDING = "vodomer-introspection", "vodomer-revocation"

Way("an_interface_of_its_own", "vodomer-rekono-interface")
Way(
    "verifier_not_compared",
    f"{PKCE}-verifier",
    verifier_fits=lambda self, grant, sent: "code_verifier" in sent.form,
)
Way("verifier_not_missed", f"{PKCE}-verifier", verifier_fits=missing_verifier_fits)
Way("challenge_not_demanded", f"{PKCE}-demanded", refuse=challenge_not_required)
for name, compare in {
    "redirect_uri_compared_by_beginning": beginning_compared,
    "redirect_uri_compared_by_host": host_compared,
    "redirect_uri_compared_without_case": case_ignored,
}.items():
    Way(name, "vodomer-redirect-uri-exact", is_registered=compare)
Way("lookalike_gets_the_error", "vodomer-redirect-uri-exact", dead=error_to_anybody)
Way("stranger_gets_the_error", "vodomer-redirect-uri-exact", dead=error_to_foreign_host)
Way("code_of_anybody", f"{CODE}-binding", is_for=lambda self, client, grant: True)
Way("code_from_anywhere", f"{CODE}-binding", came_from=lambda self, grant, sent: True)
Way("tokens_outlive_second_use", f"{CODE}-binding", spend=spent_without_consequences)
Way("code_without_end", f"{CODE}-expiry", is_over=lambda self, grant: False)
Way("introspection_for_anybody", ASKING, client_of=asked_by_anybody("introspection"))
Way("unknown_token_active", ASKING, introspection=introspected_as_active)
Way("token_never_active", ASKING, told=lambda self, grant: {"active": False})
Way("token_of_another", ASKING, told=lambda self, grant: {"active": True, "sub": "ana"})
Way("revocation_for_anybody", ENDING, client_of=asked_by_anybody("revocation"))
Way("revocation_by_another_client", ENDING, revocation=revoked_by_anybody)
Way("revocation_without_effect", ENDING, end=lambda self, token: None)
Way("revocation_of_the_unknown_fails", ENDING, revocation=unknown_is_an_error("revocation"))
Way("keys_turn_without_overlap", "vodomer-key-rotation", turn=turned_without_overlap)
Way("keys_do_not_turn", "vodomer-key-rotation", turn=lambda self, sent: page("Not today"))
