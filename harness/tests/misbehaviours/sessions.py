"""How can a provider be wrong about who is signed in, and since when?"""

from __future__ import annotations

from flask import Request

from harness.tests.good_provider import Asked, Good
from harness.tests.misbehaviours.ways import Way, claiming


def opening_session_at_each_request(self: Good, asked: Asked, sent: Request) -> int | None:
    """Whoever is asked for without a page is signed in."""
    since = self.sessions.get(sent.cookies.get("session", ""))
    return since or (1 if asked.get("prompt") == "none" else None)


def session_ignored(self: Good, asked: Asked, sent: Request) -> int | None:
    since = Good.session_for(self, asked, sent)
    return None if "id_token_hint" in asked else since


def page_at_prompt_none(self: Good, asked: Asked, sent: Request) -> int | None:
    return None if asked.get("prompt") == "none" else Good.session_for(self, asked, sent)


def prompt_ignored(self: Good, asked: Asked, sent: Request) -> int | None:
    return self.sessions.get(sent.cookies.get("session", ""))


def stale(self: Good, sent: Request) -> int:
    """Say that sign-in was when the session began, also after a new sign-in."""
    return self.sessions.setdefault("first", Good.time_of_sign_in(self, sent))


def time_of_request(self: Good, asked: Asked, sent: Request) -> int | None:
    since = Good.session_for(self, asked, sent)
    return since and Good.time_of_sign_in(self, sent)


Way("prompt_ignored", "prompt-login", session_for=prompt_ignored)
Way("auth_time_of_the_first_sign_in", "prompt-login", time_of_sign_in=stale)
Way("session_for_nobody", "prompt-none-not-logged-in", session_for=opening_session_at_each_request)
Way("page_at_prompt_none", "prompt-none-not-logged-in", session_for=page_at_prompt_none)
Way("page_in_spite_of_session", "prompt-none-logged-in", session_for=page_at_prompt_none)
Way("auth_time_of_the_request", "prompt-none-logged-in", session_for=time_of_request)
Way("max_age_ignored", "max-age-1", is_too_old=lambda self, since, asked: False)
Way(
    "max_age_always_over", "max-age-10000", is_too_old=lambda self, since, asked: "max_age" in asked
)
Way("auth_time_left_out", "max-age-10000", id_token_claims=claiming(auth_time=None))
Way("hint_ends_session", "id-token-hint", session_for=session_ignored)
