"""What has to be true of every answer of the provider, whatever was asked?"""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

import httpx2

from mock_rekono.tests.kit import GOODBYE, REDIRECT, Page, Server

REGISTERED = {REDIRECT, GOODBYE, "http://localhost:9/second"}
TOKEN_ERRORS = {  # RFC 6749, 5.2; RFC 7009, 2.2.1
    *("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client"),
    *("unsupported_grant_type", "invalid_scope", "unsupported_token_type"),
}
AUTHORIZATION_ERRORS = {  # RFC 6749, 4.1.2.1; OpenID Connect Core 3.1.2.6
    *("invalid_request", "unauthorized_client", "access_denied", "unsupported_response_type"),
    *("invalid_scope", "server_error", "temporarily_unavailable", "interaction_required"),
    *("login_required", "account_selection_required", "consent_required"),
    *("invalid_request_uri", "invalid_request_object", "request_not_supported"),
    *("request_uri_not_supported", "registration_not_supported"),
}
FOR_CLIENTS = ("/token", "/introspect", "/revoke")


def check(server: Server, answer: httpx2.Response, *, by_header: bool) -> None:
    """Check an answer; `by_header`: the request had an Authorization header of HTTP Basic."""
    assert answer.status_code < 500, answer.text
    path = answer.request.url.path
    for address in targets(answer):
        check_target(server, urljoin(str(answer.request.url), address))
    if answer.status_code < 400 or path.count("/") != 2:
        return
    if path.endswith(FOR_CLIENTS):
        check_token_error(answer, by_header=by_header)
    if path.endswith("/userinfo") and answer.status_code == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def targets(answer: httpx2.Response) -> list[str]:
    """Return where the browser is sent, now or by a form or a refresh."""
    found = [answer.headers["Location"]] if "Location" in answer.headers else []
    assert "Refresh" not in answer.headers
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        tree = Page(answer).tree
        assert tree.css_first("meta[http-equiv=refresh i]") is None
        for name, selector in (("action", "form"), ("formaction", "[formaction]")):
            found += [one.attributes[name] or "" for one in tree.css(f"{selector}[{name}]")]
    return found


def check_target(server: Server, address: str) -> None:
    """Require the provider itself, or a registered address with nothing but additions."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" == server.base:
        return
    assert parts._replace(query="").geturl() in REGISTERED, address
    errors = parse_qs(parts.query).get("error", [])
    assert set(errors) <= AUTHORIZATION_ERRORS, address


def check_token_error(answer: httpx2.Response, *, by_header: bool) -> None:
    """Require an error of RFC 6749, 5.2."""
    assert answer.status_code in (400, 401, 405, 413)
    assert "no-store" in answer.headers["Cache-Control"]
    if answer.request.method != "HEAD":
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json()["error"] in TOKEN_ERRORS, answer.text
    if answer.status_code == 401 and by_header:
        assert answer.headers["WWW-Authenticate"].startswith("Basic")
