"""Write the guide as a page in one language: no script, pictures inside, marks drawn over them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from harness.record.judged_run import RunRecord
from harness.record.marks import Mark
from harness.render.guide.reading import Figure, Saying, Section
from harness.render.guide.words import NAME, GuideWords, guide_words
from harness.render.html import policy, templates
from harness.render.words import moment
from harness.words import LANGUAGES, Language, Words

HERE = Path(__file__).parent
FILES: dict[Language, str] = {"sl": "registracija-uporabnika.html", "en": "user-registration.html"}
"""The file of the guide in each language."""
ADDRESS = re.compile(r"https://[\w./?=&-]*[\w/=]|[\w.]+@[\w.]*\w")
MARGIN = 36
"""CSS pixels of the picture beside what is marked that a narrow screen shows."""
USUAL, NARROW = 640, 560
"""The width that a narrow screen shows of a page without marks, and the least of any."""
Labels = Mapping[str, str]
"""What controls are called in English, by their Slovenian names."""


def pages(record: RunRecord, sections: Sequence[Section], labels: Labels) -> dict[str, str]:
    """Write the guide in each language; by the names of the files."""
    template = templates(HERE).get_template("guide.html.j2")
    written = {}
    for language in LANGUAGES:
        speech = Speech(language, guide_words(), labels)
        style = (HERE / "guide.css").read_text(encoding="utf-8") + narrow(sections)
        written[FILES[language]] = template.render(
            language=language,
            others={one: FILES[one] for one in LANGUAGES if one != language},
            say=speech.fixed,
            linked=linked,
            words=guide_words(),
            speech=speech,
            sections=sections,
            made={
                "name": record.run,
                "when": moment(record.finished_at).say(language),
            },
            style=Markup(style),  # noqa: S704 - our own file, and numbers
            policy=policy(style, ""),
        )
    return written


@dataclass(frozen=True)
class Speech:
    """How the guide speaks in one language."""

    language: Language
    words: GuideWords
    labels: Labels

    def fixed(self, key: str, **facts: object) -> str:
        """Return one of the fixed texts."""
        return self.words.words[key].say(self.language, **facts)

    def leads(self, figure: Figure) -> list[Markup]:
        """Say what the steps say that is none of the acts on the page, and what else is known."""
        acts = {mark.name for mark in figure.marks}
        said = [self._said(one) for one in figure.sayings if one.name not in acts]
        about = self.words.pages.get(figure.heading)
        return [*said, linked(about.say(self.language))] if about else said

    def acts(self, figure: Figure) -> list[Markup]:
        """Say what is done at each mark: as the scenario says it, else as the page calls it."""
        told = {one.name: one for one in figure.sayings if one.name}
        return [
            self._said(told[mark.name]) if mark.name in told else self._act(mark)
            for mark in figure.marks
        ]

    def alt(self, figure: Figure) -> str:
        """Describe a picture for who cannot see it."""
        if not figure.marks:
            return self.fixed("bare")
        marks = ", ".join(f"{number} {mark.name}" for number, mark in enumerate(figure.marks, 1))
        return self.fixed("picture", page=figure.heading, marks=marks)

    def _said(self, saying: Saying) -> Markup:
        return self._named(saying.words, saying.name)

    def _act(self, mark: Mark) -> Markup:
        what = self.words.fields.get(mark.name)
        if mark.does == "press" or what is None:
            key = "press" if mark.does == "press" else "fill"
            return self._named(self.words.words[key], mark.name)
        typed = (
            self.words.words["type"].say(self.language).replace("{what}", what.say(self.language))
        )
        return self._filled(typed, mark.name)

    def _named(self, words: Words, name: str) -> Markup:
        return self._filled(words.say(self.language), name)

    def _filled(self, text: str, name: str) -> Markup:
        before, _, after = text.partition(NAME)
        return linked(before) + (self._quoted(name) if name else "") + linked(after)

    def _quoted(self, name: str) -> Markup:
        if self.language == "sl":
            return Markup("»<b>{}</b>«").format(name)
        english = self.labels.get(name)
        gloss = f" ({english})" if english else ""
        return Markup("“<b lang=sl>{}</b>”{}").format(name, gloss)


def linked(text: str) -> Markup:
    """Make links of the addresses in a text of ours."""
    made, end = Markup(), 0
    for found in ADDRESS.finditer(text):
        address = found[0]
        goal = address if address.startswith("https:") else f"mailto:{address}"
        made += escape(text[end : found.start()])
        made += Markup('<a href="{}">{}</a>').format(goal, address)
        end = found.end()
    return made + escape(text[end:])


def narrow(sections: Sequence[Section]) -> str:
    """Let a narrow screen show the middle of each picture, as far as something is marked."""
    rules = "".join(
        f"#{section.part.id}-{number} {_zoomed(figure)}"
        for section in sections
        for number, figure in enumerate(section.figures, 1)
    )
    return f"@media screen and (max-width: 36rem) {{{rules}}}\n"


def _zoomed(figure: Figure) -> str:
    whole = figure.picture.width
    reaches = [abs(2 * x - whole) for one in figure.marks for x in (one.x, one.x + one.width)]
    part = min(max(max(reaches, default=USUAL) + 2 * MARGIN, NARROW), whole)
    width, shift = 100 * whole / part, -50 * (whole - part) / part
    return f".zoom {{ width: {width:.2f}%; margin-left: {shift:.2f}%; }}"
