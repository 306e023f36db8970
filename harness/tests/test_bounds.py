"""Is what a target says bounded, and does ten times as much take some ten times as long?"""

from __future__ import annotations

import encodings.aliases
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from urllib3 import HTTPHeaderDict

from harness.agents.charsets import decoded
from harness.agents.connections import SIZE, Answer
from harness.agents.document import Document
from harness.agents.http import HttpAgent
from harness.agents.jar import COOKIES
from harness.agents.locator import Locator
from harness.checks.application.audit_trail import entries
from harness.checks.application.token_words import claims_of
from harness.processes.commands import TooMuchPrinted, output_of
from harness.processes.forkserver import ForkServer
from harness.processes.output import HEAD, TAIL, Output
from harness.record.verdict import Mismatch
from harness.web.disclosure import told_by
from harness.web.headers import seconds_of_tls_only
from harness.web.languages import slovenian_left
from harness.web.malformed_input import FIELDS, FORMS, forms_of

SMALL, TIMES, AT_MOST = 1_500, 10, 15.0
BLINK = 0.02
"""Seconds below which the clock of a process says nothing."""
ROUNDS = 5
"""Comparisons of which one must hold: what runs beside us may slow one side down, never speed it up
so that a hundred times the time looks like fifteen."""


def page(source: str, **headers: str) -> Answer:
    return Answer("http://app.example/", 200, HTTPHeaderDict(headers), source)


def read(source: str) -> None:
    """Whatever is asked of a page, in vain."""
    document = Document("http://app.example/", 200, source)
    assert not document.offers("what is not there")
    for what in (Locator(role="button", name="none"), Locator(label="none"), Locator(text="none")):
        assert document.shown(what) is None
    with pytest.raises(Mismatch):
        document.fill("what is not there", "x")
    told_by(page(source))
    list(forms_of(page(source)))


PAGES: dict[str, Callable[[int], str]] = {
    "buttons": lambda many: "".join(f"<button>beseda {one}</button>" for one in range(many)),
    "buttons in buttons of a role": lambda many: "<div role=button>" * 50 + "<b>x</b> " * many,
    "labels and fields": lambda many: "".join(
        f"<label for=f{one}>Polje {one}</label><input id=f{one}>" for one in range(many)
    ),
    "fields in a label": lambda many: "<label>Polje" + "<input>" * many + "</label>",
    "labels of one field": lambda many: "<input id=a>" + "<label for=a>Polje</label>" * many,
    "alerts in alerts": lambda many: "<div role=alert>" * 50 + "<p>x</p>" * many,
    "a deep page": lambda many: "<div>x" * 200 + "<p>x</p>" * many,
    "a link around everything": lambda many: "<a href=/>" + "<b>x</b>" * many,
    "comments that never end": lambda many: "<p>x</p>" + "<!--" * many * 10,
    "forms": lambda many: "<form><input name=a></form>" * many,
    "names of calls": lambda many: f"<p>{'com.' * many}</p>",
}
TEXTS: dict[str, tuple[Callable[[str], object], str]] = {
    "an address of nobody": (slovenian_left, "x"),
    "words of Slovenian": (slovenian_left, "že "),
    "tokens in tokens": (lambda text: claims_of(text), "eyJ"),
    "tokens behind tokens": (lambda text: claims_of(text), "eyJ."),
}


def seconds(act: Callable[[], object]) -> float:
    """Processor time of the fastest of four tries."""
    spent = []
    for _ in range(4):
        before = time.process_time()
        act()
        spent.append(time.process_time() - before)
    return max(min(spent), BLINK)


def takes_time_by_its_size(
    read: Callable[[str], object], small: str, large: str, rounds: int = ROUNDS
) -> bool:
    """Tell whether ten times as much takes some ten times as long."""
    sides = ((seconds(lambda: read(large)), seconds(lambda: read(small))) for _ in range(rounds))
    return any(longer < AT_MOST * shorter for longer, shorter in sides)


def test_what_compares_each_with_each_is_seen() -> None:
    def pairs(text: str) -> int:
        return sum(one == other for one in text for other in text)

    assert not takes_time_by_its_size(pairs, "x" * 500, "x" * 500 * TIMES, rounds=1)


@pytest.mark.parametrize("kind", PAGES)
def test_reading_a_page_takes_time_by_its_size(kind: str) -> None:
    small, large = (PAGES[kind](SMALL * times) for times in (1, TIMES))
    assert takes_time_by_its_size(read, small, large)


@pytest.mark.parametrize("kind", TEXTS)
def test_judging_a_text_takes_time_by_its_size(kind: str) -> None:
    judge, word = TEXTS[kind]
    small, large = (word * 20 * SMALL * times for times in (1, TIMES))
    assert takes_time_by_its_size(judge, small, large)


def test_a_page_is_decoded_as_browsers_do_and_by_nothing_else() -> None:
    body = "čšž ☃".encode() + b"-" * 1_000
    for name in {*encodings.aliases.aliases, *encodings.aliases.aliases.values(), "punycode"}:
        assert len(decoded(body, name)) <= len(body)
    assert decoded(body, "punycode") == decoded(body, "utf-7") == decoded(body, None)
    assert decoded("Č".encode("cp1250"), " Windows-1250") == "Č"
    assert decoded(b"\x80", "ISO-8859-1") == "€"
    before = time.process_time()
    decoded(b"a-" * (SIZE // 2), "punycode")
    assert time.process_time() - before < 2


def test_cookies_are_as_many_as_a_browser_keeps() -> None:
    agent = HttpAgent()
    for number in range(2 * COOKIES):
        agent.add_cookie("http://app.example/", f"c{number}", "x")
    assert [one.name for one in agent.cookies("http://app.example/")][-1] == f"c{2 * COOKIES - 1}"
    assert len(agent.cookies("http://app.example/")) == COOKIES
    agent.close()


def test_forms_and_numbers_are_bounded_and_deep_json_is_the_targets_doing() -> None:
    many = page(("<form>" + "<input name=a>" * 1000 + "</form>") * 100)
    assert [len(form.fields) for form in forms_of(many)] == [FIELDS] * FORMS
    wide = page("x", **{"Strict-Transport-Security": "max-age=" + "9" * 60_000})
    assert seconds_of_tls_only(wide) > 0
    with pytest.raises(Mismatch):
        entries("[" * 100_000)


LOUD = "import sys; [sys.stdout.write('%07d\\n' % n) for n in range({lines})]"


def test_of_a_loud_program_beginning_and_end_are_kept() -> None:
    output = Output()
    lines = 1_500_000
    with output.stream as stream:
        subprocess.run([sys.executable, "-c", LOUD.format(lines=lines)], stdout=stream, check=True)
    text = output.text
    assert text.startswith("0000000\n0000001\n")
    assert text.endswith(f"{lines - 1:07d}\n")
    assert output.missed == 8 * lines - HEAD - TAIL
    assert len(text) < HEAD + TAIL + 100
    output.close()


def test_a_command_that_prints_without_end_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        output_of(["sh", "-c", "yes & yes"], tmp_path, 1.0)
    with pytest.raises(TooMuchPrinted):
        output_of([sys.executable, "-c", LOUD.format(lines=1_000_000)], tmp_path, 60.0)
    with pytest.raises(subprocess.CalledProcessError, match="3"):
        output_of(["sh", "-c", "echo x >&2; exit 3"], tmp_path, 60.0)
    assert output_of(["echo", "č"], tmp_path, 60.0) == "č\n"
    assert time.monotonic() - began < 60


def test_a_forked_command_that_prints_without_end_is_bounded(tmp_path: Path) -> None:
    forks = ForkServer(())
    try:
        with pytest.raises(subprocess.SubprocessError):
            forks.run(["-m", "harness.tests.loud_program"], tmp_path, 2.0)
    finally:
        forks.stop()
