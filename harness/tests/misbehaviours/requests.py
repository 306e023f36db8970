"""How can a provider be wrong about an authorization request?"""

from __future__ import annotations

from typing import Any

from flask import Request, Response

from harness.tests.good_provider import Good, page
from harness.tests.misbehaviours.ways import Way, claiming, refusing, refusing_value


def get_only(self: Good, sent: Request) -> Response:
    return page("405", 405) if sent.method == "POST" else Good.authorize(self, sent)


def unsigned(self: Good, claims: dict[str, Any]) -> str:
    return Good.id_token(self, claims).rpartition(".")[0] + "."


def code_twice(self: Good, asked: dict[str, str], answer: dict[str, str]) -> Response:
    sent = Good.back(self, asked, answer)
    if "code" in answer:
        sent.location = f"{sent.location}&code={answer['code']}"
    return sent


Way("code_sent_twice", "server", back=code_twice)
Way("response_type_not_missed", "response-type-missing", refuse=lambda self, asked, sent: None)
Way(
    "nonce_demanded",
    "ensure-request-without-nonce-succeeds-for-code-flow",
    refuse=refusing("nonce", missing=True),
)
for value in ("page", "popup"):
    Way(f"display_{value}_refused", f"display-{value}", refuse=refusing_value("display", value))
Way(
    "unknown_parameter_refused",
    "ensure-request-with-unknown-parameter-succeeds",
    refuse=refusing("vodomer_unknown"),
)
for name in ("login_hint", "ui_locales", "claims_locales"):
    Way(f"{name}_refused", name.replace("_", "-"), refuse=refusing(name))
Way(
    "acr_values_refused",
    "ensure-request-with-acr-values-succeeds",
    refuse=refusing("acr_values"),
)
Way(
    "acr_nobody_asked_for",
    "ensure-request-with-acr-values-succeeds",
    id_token_claims=claiming(acr="9"),
)
Way(
    "acr_forgotten",
    "ensure-request-with-acr-values-succeeds",
    id_token_claims=claiming(acr=None),
)
Way(
    "redirect_uri_not_compared",
    "ensure-registered-redirect-uri",
    is_registered=lambda self, asked: True,
)
Way(
    "unregistered_redirect_uri_gets_the_error",
    "ensure-registered-redirect-uri",
    dead=lambda self, asked: self.back(asked, {"error": "invalid_request"}),
)
Way("authorization_by_get_only", "ensure-post-request-succeeds", authorize=get_only)
Way(
    "request_object_ignored",
    "unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
    understood=lambda self, asked: asked,
)
Way(
    "redirect_uri_beside_the_object_counts",
    "ensure-request-object-with-redirect-uri",
    understood=lambda self, asked: {**Good.understood(self, asked), **asked},
    is_registered=lambda self, asked: True,
)
