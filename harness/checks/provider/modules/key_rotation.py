"""Do keys turn with overlap, so that old tokens can be verified until they end (Core 10.1.1)?"""

from __future__ import annotations

from harness.checks.provider.id_token import Circumstances, header_of, verify
from harness.checks.provider.key_rotation_command import turn_keys
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in
from harness.record.verdict import NotApplicable


@check("vodomer-key-rotation", proves="OP-55")
def key_rotation(provider: Provider) -> None:
    """After the turn another key signs, and the old token still verifies by the published keys."""
    keys = provider.target.keys
    if keys is None:
        raise NotApplicable("the target file does not say how the provider turns its keys")
    old = sign_in(provider)
    known_before = {key.get("kid") for key in provider.keys}
    turn_keys(keys)
    provider.forget_keys()
    new = sign_in(provider)
    before, after = (header_of(one.id_token).get("kid") for one in (old, new))
    provider.findings.require(
        "kid after the turn", before != after, f"another than {before}", after
    )
    fits = Circumstances(provider.basic.id, old.landing.asked, old.access_token)
    verify(provider, old.id_token, fits)
    early = after in known_before
    provider.findings.recommend("new key before the turn", early, "published already", known_before)
