"""Are paths, parameters and answers those that clients of REKONO were written for?"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from harness.checks.provider.provider import Landing, Provider
from harness.checks.provider.registry import check
from harness.record.verdict import NotApplicable

CONTEXT, FRONT = "/openid-connect-server-webapp", "/IdP-RM-Front"
PATHS = {
    f"{name}_endpoint": f"{CONTEXT}/{path}"
    for name, path in (
        ("authorization", "authorize"),
        ("token", "token"),
        ("userinfo", "userinfo"),
    )
}
SCOPES = "address phone openid profile email http://idp.rekono.si/openid/taxnumber"
FIELDS = ("username", "password", "_csrf", "doaction")
CODE = re.compile(r"[A-Za-z0-9]{32}")


@check("vodomer-rekono-interface", proves="OP-50")
def interface(provider: Provider) -> None:
    """Send what REKONO's published clients send: an empty state, no nonce and no PKCE."""
    if not provider.target.target.rekono:
        raise NotApplicable("the target file does not say that this is REKONO (target.rekono)")
    for name, path in PATHS.items():
        provider.findings.expect(name, path, urlsplit(provider.endpoint(name)).path)
    asked = {"state": "", "nonce": None, "scope": SCOPES}
    _look_at_page(provider, provider.authorize_silently(asked))
    landing = provider.authorize(asked, client=provider.target.clients.post)
    provider.findings.require(
        "the answer", landing.returned, "back at the redirect URI", str(landing)
    )
    provider.findings.expect("state, sent empty", "", landing.answer.get("state"))
    code = landing.answer.get("code", "")
    fits = bool(CODE.fullmatch(code))
    provider.findings.require("the code", fits, "32 letters and digits", f"{len(code)} characters")
    _look_at_tokens(provider, landing)


def _look_at_page(provider: Provider, landing: Landing) -> None:
    path = urlsplit(landing.seen.url).path
    provider.findings.require(
        "path of the sign-in page", path.startswith(FRONT), f"{FRONT}/...", path
    )
    agent = provider.person.agent
    there = [name for name in FIELDS if agent.attribute(f"form [name={name}]", "name")]
    provider.findings.expect("fields of the sign-in form", [*FIELDS], there)


def _look_at_tokens(provider: Provider, landing: Landing) -> None:
    """Authenticate in the form, and ask UserInfo by POST with the token in a header."""
    reply = provider.redeem(landing, provider.target.clients.post)
    provider.findings.expect("status of the token response", "200 application/json", str(reply))
    claims = provider.userinfo(str(reply.json.get("access_token")), "POST")
    provider.findings.expect("status of UserInfo by POST", "200 application/json", str(claims))
