"""Which claims does a scope open (OpenID Connect Core 5.4)?"""

from __future__ import annotations

from functools import partial

from harness.checks.provider.claims import SCOPES, userinfo
from harness.checks.provider.provider import Provider
from harness.checks.provider.registry import check
from harness.checks.provider.sign_in import sign_in

ROWS = {f"oidcc-scope-{scope}": (scope,) for scope in SCOPES} | {"oidcc-scope-all": (*SCOPES,)}


def opened(scopes: tuple[str, ...], provider: Provider) -> None:
    """Require that the request succeeds; what is not known of the person is a warning."""
    signed_in = sign_in(provider, {"scope": " ".join(["openid", *scopes])})
    claims = userinfo(provider, signed_in)
    for scope in scopes:
        missing = [claim for claim in SCOPES[scope] if claim not in claims]
        provider.findings.recommend(
            f"claims of the scope {scope}", not missing, "all", f"no {missing}"
        )


for name, scopes in ROWS.items():
    check(name)(partial(opened, scopes))
