"""How can the token endpoint be wrong?"""

from __future__ import annotations

from typing import Any

from flask import Request, Response, jsonify

from harness.tests.good_provider import Good, refused
from harness.tests.misbehaviours.ways import Way


def codes_for_ever(self: Good, grant: dict[str, Any]) -> bool:
    return True


def basic_only(self: Good, sent: Request) -> str | None:
    return Good.client_of(self, sent) if sent.authorization else None


def anybody_may_refresh(self: Good, sent: Request, client: str) -> Response:
    grant = self.refreshes.get(sent.form["refresh_token"])
    return jsonify(self.tokens(grant, client)) if grant else refused("invalid_grant")


def lasting(seconds: Any) -> Any:
    """Say another lifetime of the access token; None says none."""

    def tokens(self: Good, grant: dict[str, Any], client: str) -> dict[str, Any]:
        whole = {**Good.tokens(self, grant, client), "expires_in": seconds}
        return {name: value for name, value in whole.items() if value is not None}

    return tokens


Way("lifetime_unsaid", "server", tokens=lasting(None))
Way("lifetime_as_text", "server", tokens=lasting("five minutes"))
Way("code_used_twice", "codereuse", spend=codes_for_ever)
Way("code_used_twice_later", "codereuse-30seconds", spend=codes_for_ever)
Way("secret_in_the_form_refused", "server-client-secret-post", client_of=basic_only)
Way("refresh_by_anybody", "refresh-token", refresh=anybody_may_refresh)
Way("refresh_refused", "refresh-token", refresh=lambda self, sent, client: refused("invalid_grant"))
Way(
    "pkce_never_fits",
    "ensure-request-with-valid-pkce-succeeds",
    verifier_fits=lambda self, grant, sent: "code_challenge" not in grant["asked"],
)
