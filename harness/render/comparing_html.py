"""Write a comparison as one page: evidence of both runs side by side, and what differs marked."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from harness import __version__
from harness.record.comparison import Compared, Comparison
from harness.record.judged_run import Evidence
from harness.render.comparing import ComparisonFormat, remarks, sections, sentence
from harness.render.html import environment, policy, read_part
from harness.render.pictures import BUDGET, Picture, inside_page
from harness.render.view import picture_at
from harness.render.words import is_of_checks


@dataclass(frozen=True)
class Pictures:
    """The page as each run saw it."""

    before: Picture | None
    after: Picture | None
    same_step: bool

    @property
    def alike(self) -> bool:
        """Whether one can be laid over the other, so that what differs shows."""
        if not (self.before and self.after and self.same_step):
            return False
        sizes = {(one.width, one.height) for one in (self.before, self.after)}
        return len(sizes) == 1 and self.before.source != self.after.source


class ComparisonHtml(ComparisonFormat):
    """One file to mail: the pictures are inside, as many as an e-mail takes."""

    name = "html"

    def text(self, comparison: Comparison) -> str:
        """Write the page."""
        style = read_part("report.css") + read_part("compare.css")
        script = read_part("compare.js")
        record = comparison.after.record
        return (
            environment(is_of_checks(record))
            .get_template("compare.html.j2")
            .render(
                comparison=comparison,
                record=record,
                sentence=sentence(comparison),
                remarks=list(remarks(comparison)),
                sections=sections(comparison),
                pictures=_pictures(comparison),
                style=Markup(style),  # noqa: S704 - our own file
                script=Markup(script),  # noqa: S704
                policy=policy(style, script),
                version=__version__,
            )
        )


def _pictures(comparison: Comparison) -> dict[str, Pictures]:
    """Find the pictures of what has changed by its id, what is new first, within a budget."""
    found: dict[str, Pictures] = {}
    left = BUDGET
    shown = [one for section in sections(comparison) if section.whole for one in section.checks]
    for one in shown:
        now = picture_at(one.after) if one.after else None
        then = _same_moment(one, now)
        taken: list[Picture | None] = []
        for look, seen in ((comparison.before, then), (comparison.after, now)):
            picture = inside_page(look.folder, seen, left) if seen else None
            left -= len(picture.source) if picture else 0
            taken.append(picture)
        same = bool(then and now and then.step == now.step)
        found[one.scenario.id] = Pictures(taken[0], taken[1], same)
    return found


def _same_moment(one: Compared, now: Evidence | None) -> Evidence | None:
    """Find what the earlier run saw at the step of a picture; else what it saw last."""
    if one.before is None:
        return None
    pictures = [seen for seen in one.before.evidence if seen.kind == "picture"]
    then = [seen for seen in pictures if now and seen.step == now.step]
    return then[-1] if then else picture_at(one.before)
