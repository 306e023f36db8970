"""Does logout lead back to the relying party (RP-Initiated Logout 1.0, 2 and 3)?"""

from __future__ import annotations

from functools import partial

from harness.checks.provider.provider import Provider
from harness.checks.provider.refusals import nobody_is_signed_in
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

ROWS = {
    "oidcc-rp-initiated-logout": {"state": "state-of-the-logout"},
    "oidcc-rp-initiated-logout-no-state": {},
}
"""What is sent beside the hint and the registered address, and must come back."""


def leads_back(carried: dict[str, str], provider: Provider) -> None:
    """Require the way back with `state` as it was sent, and that the session is gone."""
    signed_in = sign_in(provider)
    goal = provider.basic.post_logout_redirect_uri
    asked = {"id_token_hint": signed_in.id_token, "post_logout_redirect_uri": goal, **carried}
    landing = provider.end_session(asked)
    place = landing.seen.url.partition("?")[0] if landing.returned else str(landing)
    provider.findings.expect("where the person is sent", goal.partition("?")[0], place)
    provider.findings.expect(
        "state of the answer", carried.get("state"), landing.answer.get("state")
    )
    nobody_is_signed_in(provider)


for name, carried in ROWS.items():
    check(name)(partial(leads_back, carried))
