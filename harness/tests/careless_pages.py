"""What do the pages of the careless application look like, and what may be wrong with them?"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request, session
from markupsafe import Markup, escape

WORDS = {
    "sl": (
        "Prijava z računom REKONO",
        "Odjava",
        "Prijavljena oseba",
        "Iskanje",
        "Opomba",
        "Shrani",
    ),
    "en": ("Sign in with REKONO", "Sign out", "Signed in as", "Search", "Note", "Save"),
}
WRONG = {"sl": "Napaka: to se ni posrečilo.", "en": "Error: that did not work."}
REMEMBERED = "oseba"
"""The cookie that says who somebody is, and that anybody can write."""
STYLE = "body {font: 1rem sans-serif} a, button {padding: .5rem}"


class Pages:
    """The pages, in Slovenian and in English, and what may be wrong with them."""

    def __init__(self, ways: set[str]) -> None:
        self._ways = ways
        wide = "h1 {width: 60rem}" if "wide" in ways else ""
        unseen = "a, button {outline: none}" if "focus_unseen" in ways else ""
        pale = "h1 {color: #ddd; background: #fff}" if "pale" in ways else ""
        self.style = f"{STYLE} {wide} {unseen} {pale}"

    @property
    def language(self) -> str:
        """The language that the person has chosen, Slovenian until then."""
        wanted = request.args.get("lang", request.cookies.get("jezik", "sl"))
        return wanted if wanted in WORDS else "sl"

    def look(self) -> Response:
        """Give the style sheet."""
        return Response(self.style, content_type="text/css")

    def home(self) -> Response:
        """Show the first page: the way in, or who is in and what can be done."""
        sign_in, sign_out, signed_in, search, note, save = WORDS[self.language]
        goal = urlencode({"next": request.args.get("next", "/")})
        remembered = request.cookies.get(REMEMBERED) if "remembers" in self._ways else None
        if not (person := session.get("person", remembered)):
            way = Markup('<p><a href="/sign-in?{}">{}</a></p>').format(goal, sign_in)
            if "no_keyboard" in self._ways:
                way = way.replace("<a ", Markup('<a tabindex="-1" '))
            return self.page(way)
        said, typed = request.args.get("q", ""), session.get("note", "")
        kept = Markup(typed) if "note_as_markup" in self._ways else escape(typed)
        content = Markup(
            '<p>{}: <strong id="person">{}</strong></p><p>{}</p><p id="note">{}</p>'
            '<form><label>{} <input name="q" value="{}"></label><button>{}</button></form>'
            '<form method="post" action="/note"><label>{} <input name="note"></label>'
            "<button>{}</button></form>"
            '<form method="post" action="/sign-out"><button>{}</button></form>'
        ).format(
            signed_in, self.name(person), self.echo(said), kept,
            search, said, search, note, save, sign_out,
        )  # fmt: skip
        if "measurements" in self._ways:
            content += Markup('<p><a href="/measurements">Meritve</a></p>')
        return self.page(content + self.code_field())

    def name(self, person: str) -> str:
        """Give a name as it goes into the page."""
        return Markup(person) if "name_as_markup" in self._ways else person

    def echo(self, said: str) -> str:
        """Repeat what was searched for."""
        return Markup(said) if "echo" in self._ways else said

    def code_field(self) -> Markup:
        """Ask for a one-time code, where a way has it."""
        if not self._ways & {"good_code_field", "bad_code_field"}:
            return Markup("")
        how = Markup('autocomplete="one-time-code" inputmode="numeric"')
        attributes = how if "good_code_field" in self._ways else Markup('maxlength="1"')
        return Markup('<p><label>SMS <input name="otp" {}></label></p>').format(attributes)

    def wrong(self, status: int, trace: str = "") -> Response:
        """Say that something went wrong."""
        shown = Markup("<pre>{}</pre>").format(trace) if "debug" in self._ways else ""
        if "debug" in self._ways and not trace:
            shown = Markup("<!-- {} -->").format(f"{__file__}: /usr/lib/python3/dist-packages/x")
        if "plain_errors" in self._ways:
            words = WRONG["en" if "errors_in_english" in self._ways else self.language]
            return Response(words, status, content_type="text/plain; charset=utf-8")
        return self.page(Markup("<p>{}</p>{}").format(WRONG[self.language], shown), status)

    def page(self, content: Markup, status: int = 200) -> Response:
        """Draw a page."""
        language = "" if "undeclared" in self._ways else Markup(f' lang="{self.language}"')
        other = "sl" if self.language == "en" else "en"
        switch = Markup('<p><a href="/?lang={0}" lang="{0}">{1}</a></p>').format(
            other, {"sl": "Slovenščina", "en": "English"}[other]
        )
        if "slovenian_only" in self._ways:
            switch = Markup("")
        if "in_english" in self._ways:
            content += Markup("<p>Welcome, this is your page and that is not the error.</p>")
        html = Markup(
            "<!doctype html><html{}><head><title>Vzorec</title>"
            '<meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="/style.css"></head>'
            "<body><main><h1>Vzorec</h1>{}{}</main></body></html>"
        ).format(language, content, switch)
        return Response(html, status)
