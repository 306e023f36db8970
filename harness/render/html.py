"""Write a run as one page that people like to read, from disk and without a network.

Everything but pictures is inside the page. The content security policy admits exactly the style
and the script we wrote (by hash), and pictures from beside or inside the page; texts from a run
are escaped by Jinja.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from harness import __version__
from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.render import TextFormat, gate, public, view
from harness.render.certificate import certificate
from harness.render.compiled import COMPILED
from harness.render.curl import curl
from harness.render.pictures import Pictures, beside_report, inside_report
from harness.render.words import (
    beyond_standards,
    duration,
    is_of_checks,
    moment,
    part,
    sentence,
    words,
    words_of_checks,
)
from harness.words import Language, Words

FOLDER = Path(__file__).parent / "templates"


class Html(TextFormat):
    """The report for people: vendor, tester, and whoever has to decide."""

    name = "html"
    file = "report.html"

    def text(self, record: RunRecord, directory: Path) -> str:
        """Return the page; its pictures are files beside it."""
        return page(record, directory, beside_report(record, directory))


class SingleFile(TextFormat):
    """The same report with the pictures inside, as many as an e-mail takes."""

    name = "single-file"
    file = "report-single-file.html"
    on_request = True
    stands_alone = True

    def text(self, record: RunRecord, directory: Path) -> str:
        """Return the page; it needs no other file."""
        return page(record, directory, inside_report(record, directory))


def page_of_tables(template: str, *, of_checks: bool, **facts: Any) -> str:
    """Return a whole page of several runs' tables; it needs no other file and no server."""
    style = read_part("report.css") + read_part("history.css")
    script = read_part("compare.js")
    return (
        environment(of_checks)
        .get_template(template)
        .render(
            **facts,
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704
            policy=policy(style, script),
            version=__version__,
        )
    )


def page(record: RunRecord, directory: Path, pictures: Pictures) -> str:
    """Return the whole page with these pictures."""
    style = read_part("report.css") + read_part("certificate.css") + read_part("gate.css")
    script = read_part("report.js")
    return (
        environment(is_of_checks(record))
        .get_template("report.html.j2")
        .render(
            **about(record),
            modules=view.modules(record),
            features=view.features(record),
            names={one.id: one.name for one in record.scenarios},
            whole=view.told_in_full(record),
            pictures=pictures,
            texts=view.Texts(directory),
            style=Markup(style),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704
            policy=policy(style, script),
        )
    )


def about(record: RunRecord) -> dict[str, Any]:
    """Give what pages say first of a run: verdict, certificate, areas, what is to be fixed."""
    return {
        "record": record,
        "sentence": sentence(record),
        "part": part(record, "part-lead"),
        "gate": gate,
        "beyond": beyond_standards(record),
        "paper": certificate(record),
        "areas": view.areas(record),
        "cards": view.troubled(record),
        "never_started": view.never_started(record),
        "anchors": view.anchors(record),
        "browser": view.browser(record),
        "version": __version__,
    }


def read_part(name: str) -> str:
    """Read a file of ours that stands in a page: style or script."""
    return (FOLDER / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """Write the content security policy of a page with this style and this script."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src 'self' file: data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def templates(folder: Path) -> Environment:
    """Give what draws the templates of a folder: all that is put in is text, none is missing."""
    return Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def environment(of_checks: bool, language: Language | None = None) -> Environment:
    """Give what draws our pages, in the words for checks or for scenarios.

    A page has both languages, of which it shows one; one with a `language` has no other.
    """
    texts = words_of_checks() if of_checks else words()
    both = partial(_in, language) if language else _both
    made = templates(FOLDER)
    made.globals.update(
        t=partial(_said, texts, both),
        both=both,
        attribute=partial(_attribute, texts),
        view=view,
        curl=curl,
        public=public,
        Verdict=Verdict,
        words=texts,
    )
    bilingual: dict[str, Callable[..., Words]] = {"duration": duration, "moment": moment}
    made.filters.update(
        {name: lambda value, make=make: both(make(value)) for name, make in bilingual.items()}
    )
    return made


def _said(
    texts: dict[str, Words], both: Callable[[Words], Markup], key: str, **values: object
) -> Markup:
    """Return a fixed text as the page shows it."""
    pair = texts[key]
    return both(Words(sl=pair.sl.format(**values), en=pair.en.format(**values)))


def _in(language: Language, pair: Words) -> Markup:
    return escape(pair.say(language))


def _both(pair: Words) -> Markup:
    if pair.sl == pair.en:
        return escape(pair.sl)
    sl, en = escape(pair.sl), escape(pair.en)  # Markup's own formatting takes ten times as long
    both = f'<span class="sl" lang="sl">{sl}</span><span class="en" lang="en">{en}</span>'
    return Markup(both)  # noqa: S704 - escaped above


def _attribute(texts: dict[str, Words], name: str, key: str, **values: object) -> Markup:
    """Return an attribute in both languages; the page's script puts the other one in."""
    pair = texts[key]
    sl, en = pair.sl.format(**values), pair.en.format(**values)
    return Markup('{0}="{1}" data-t="{0}" data-sl="{1}" data-en="{2}"').format(name, sl, en)
