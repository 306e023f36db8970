"""How does a page come to be: language, form token, headers, and the application that waits?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Response, g, make_response, render_template, request

from mock_rekono.browser import LANGUAGE_COOKIE, browser_id, csrf_token, named
from mock_rekono.provider import Provider, provider
from mock_rekono.proxies import actual
from mock_rekono.records import Client
from mock_rekono.text import LANGUAGES, choose_language, other_language
from mock_rekono.texts import say

SCRIPTS = "script-src 'self'; connect-src 'self'; "
EVERYWHERE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def page(template: str, status: int = 200, **context: Any) -> Response:
    """Return a page in the person's language.

    Every template gets t, lang, other_lang, language_url, csrf, errors, values, pending (the
    waiting application's name or None) and settings; `context` adds to these or replaces them.
    """
    browser_id()
    language = page_language()
    client: Client | None = g.get("client")
    known: dict[str, Any] = {
        "t": lambda key, **facts: say(key, language, **facts),
        "lang": language,
        "other_lang": other_language(language),
        "language_url": _language_url(other_language(language)),
        "csrf": csrf_token(),
        "errors": {},
        "values": {},
        "pending": client.title if client else None,
        "settings": provider().settings,
    }
    response = make_response(render_template(template, **{**known, **context}), status)
    response.headers["Content-Language"] = language
    return response


def page_language() -> str:
    """Return the language chosen on a page, else that of the request that waits, else Slovenian."""
    chosen = request.args.get("lang", "")
    if chosen in LANGUAGES:
        g.chosen_language = chosen
        return chosen
    settings = provider().settings
    asked = g.get("language") if settings.follow_ui_locales else None
    browsers = request.headers.get("Accept-Language") if settings.follow_browser_language else None
    # A choice on a page is remembered and goes before what an application asks for.
    return choose_language(request.cookies.get(named(LANGUAGE_COOKIE)), asked, browsers)


def _language_url(language: str) -> str:
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"?{urlencode([*kept, ('lang', language)])}"


def allow_script() -> None:
    """Let the page at hand run our own script and ask this provider how things stand."""
    g.scripted = True


def secure_headers(response: Response) -> None:
    """Let the browser load nothing from elsewhere, frame nothing and remember nothing."""
    known = {name.lower() for name, _ in response.headers}
    wanted = {"Content-Security-Policy": _content_policy(), **EVERYWHERE}
    if request.endpoint != "static":
        wanted["Cache-Control"] = "no-store"
    for name, value in wanted.items():
        if name.lower() not in known:
            response.headers.add(name, value)


def _content_policy() -> str:
    known = actual(g)
    targets = " ".join(["'self'", *_origins(known.get("client"))])
    frames = _frames(known.get("framed", ()))
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        f"{SCRIPTS if known.get('scripted') else ''}"
        f"form-action {targets}; frame-ancestors 'none'; base-uri 'none'{frames}"
    )


def _frames(addresses: Iterable[str]) -> str:
    """Allow the frames that tell applications of a sign-out, and the script that waits for them."""
    framed = dict.fromkeys(map(origin, addresses))
    return f"; frame-src {' '.join(framed)}; script-src 'self'" if framed else ""


def _origins(client: Client | None) -> list[str]:
    """Return where a form on this page may end: browsers watch the redirects after it too."""
    here = provider()
    also = [*here.settings.form_action_also.split(), *_certificate_origin(here)]
    if client is None:
        return also
    uris = (*client.redirect_uris, *client.post_logout_redirect_uris)
    return list(dict.fromkeys([*map(origin, uris), *also]))


def _certificate_origin(here: Provider) -> list[str]:
    """Return where the choice of a certificate leads."""
    return [origin(here.certificate_base)] if here.certificate_base else []


def origin(uri: str) -> str:
    """Return scheme, host and port of a URI; the scheme alone where it has no host."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"
