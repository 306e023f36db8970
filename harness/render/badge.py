"""What does a picture say that stands in somebody's README: the verdict, and of how much?"""

from pathlib import Path
from string import Template

from harness.record.judged_run import RunRecord
from harness.record.verdict import Verdict
from harness.render import TextFormat
from harness.render.words import sentence, words

_COLOURS = {
    Verdict.PASS: "#1a6b3c",
    Verdict.WARN: "#8a5a00",
    Verdict.FLAKY: "#a31d1d",
    Verdict.FAIL: "#a31d1d",
}
_NO_PROOF = "#4a5354"
_LEFT = "Vodomer"
_CHARACTER, _MARGIN = 6.0, 9
"""Pixels of an average character, and beside each text; `textLength` makes them fit any font."""
_SVG = Template("""\
<svg xmlns="http://www.w3.org/2000/svg" width="$width" height="20" role="img" aria-label="$label">
<title>$label</title>
<clipPath id="r"><rect width="$width" height="20" rx="4"/></clipPath>
<g clip-path="url(#r)"><rect width="$left" height="20" fill="#173b45"/>\
<rect x="$left" width="$right" height="20" fill="$colour"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="$margin" y="14" textLength="$left_text">$name</text>
<text x="$right_at" y="14" textLength="$right_text">$said</text></g>
</svg>
""")


class Badge(TextFormat):
    """A small SVG with our words and numbers only: nothing that a target said is in it."""

    name = "badge"
    file = "badge.svg"

    def text(self, record: RunRecord, directory: Path) -> str:  # noqa: ARG002 - the seam has it
        """Write the verdict, and how many mandatory requirements of how many are proved."""
        said, whole = _said(record), sentence(record)
        left, right = _width(_LEFT), _width(said)
        return _SVG.substitute(
            width=left + right,
            left=left,
            right=right,
            left_text=left - 2 * _MARGIN,
            right_text=right - 2 * _MARGIN,
            right_at=left + _MARGIN,
            margin=_MARGIN,
            colour=_COLOURS.get(record.verdict, _NO_PROOF),
            name=_LEFT,
            said=said,
            label=f"{_LEFT}: {whole.en} {whole.sl}",
        )


def _said(record: RunRecord) -> str:
    """Say no more than is proved: of how many, and that only a part was looked at."""
    must = record.counts["must"]
    word = words()[f"verdict-{record.verdict}"].en
    said = f"{word}: {must.get(Verdict.PASS, 0)} of {sum(must.values())}"
    return f"{said} ({words()['badge-part'].en})" if record.filtered else said


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + 2 * _MARGIN
