"""How can logout go wrong?"""

from __future__ import annotations

from flask import Request, Response

from harness.tests.good_provider import SIGNED_OUT_URI, Good, page, to
from harness.tests.misbehaviours.ways import Way, without_member


def session_kept(self: Good, sent: Request, answer: Response) -> Response:
    return answer


def returned_without_state(self: Good, sent: Request) -> Response:
    answer = Good.end_session(self, sent)
    answer.headers["Location"] = answer.headers.get("Location", "").partition("?")[0]
    return answer if answer.headers["Location"] else page("signed out")


def returned_with_a_state(self: Good, sent: Request) -> Response:
    answer = Good.end_session(self, sent)
    if answer.location and "?" not in answer.location:
        answer.headers["Location"] += "?state=made-up"
    return answer


LOGOUT = "rp-initiated-logout"

Way(
    "no_logout",
    f"{LOGOUT}-discovery-endpoint-verification",
    discovery=without_member("end_session_endpoint"),
)
Way("logout_state_lost", LOGOUT, end_session=returned_without_state)
Way("session_outlives_logout", LOGOUT, sign_out=session_kept)
Way("logout_state_made_up", f"{LOGOUT}-no-state", end_session=returned_with_a_state)
Way(
    "logout_leads_anywhere",
    f"{LOGOUT}-bad-post-logout-redirect-uri",
    is_way_out=lambda self, goal: True,
)
Way(
    "logout_query_not_compared",
    f"{LOGOUT}-query-added-to-post-logout-redirect-uri",
    is_way_out=lambda self, goal: goal.partition("?")[0] == SIGNED_OUT_URI,
)
Way(
    "unsigned_hint_trusted",
    f"{LOGOUT}-modified-id-token-hint",
    is_hint=lambda self, asked: (
        asked.get("id_token_hint", "").endswith(".") or Good.is_hint(self, asked)
    ),
)
Way(
    "any_signature_trusted",
    f"{LOGOUT}-bad-id-token-hint",
    is_hint=lambda self, asked: "id_token_hint" in asked,
)
Way(
    "logout_without_hint_leads_back", f"{LOGOUT}-no-id-token-hint", is_hint=lambda self, asked: True
)
Way("logout_ends_in_an_error", f"{LOGOUT}-no-params", goodbye=lambda self: page("error", 500))
Way(
    "logout_without_address_leads_back",
    f"{LOGOUT}-no-post-logout-redirect-uri",
    goodbye=lambda self: to(SIGNED_OUT_URI),
)
Way("session_outlives_a_bare_logout", f"{LOGOUT}-only-state", sign_out=session_kept)
