"""Make what is published: `python -m reports.publish run`, `certificate` or `page`.

`run` walks through the documented flow in a browser (minutes) and keeps its events and its most
telling pictures; `page` makes the report and the picture of README from them; `certificate`
certifies the sample application and signs the run. A test says which one is out of date.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

from harness import browsers
from harness.browsers import opened
from harness.checks.application.sample_application import FILE as TARGET
from harness.record.evidence import EVENTS
from harness.record.rejudging import rejudge
from harness.record.whole_file import write_whole
from harness.render.html import SingleFile
from harness.render.pictures import inside_report

ROOT = Path(__file__).parents[1]
RUN = ROOT / "reports" / "sample"
PAGE = RUN / "report.html"
PICTURE = ROOT / "docs" / "report.png"
CERTIFICATE = ROOT / "reports" / "certificate"
PUBLIC_KEY = ROOT / "reports" / "certificate.pub"
BUDGET = 400_000
"""Bytes of pictures that the published run keeps, so that the repository stays small."""
SIZE = {"width": 1280, "height": 900}
SEAL = b"page"
"""Name of the text in the picture that says which page it shows."""


def run() -> None:
    """Walk through the documented flow in a browser and publish it."""
    made = ROOT / "reports" / "sample-run"
    shutil.rmtree(made, ignore_errors=True)
    vodomer("run", "--plain", "--out", made.relative_to(ROOT))
    keep(made)
    shutil.rmtree(made)
    page()


def keep(made: Path) -> None:
    """Keep the events of a run, and the pictures that its report shows within the budget."""
    shutil.rmtree(RUN, ignore_errors=True)
    (RUN / "evidence").mkdir(parents=True)
    for path in (EVENTS, *inside_report(rejudge(made), made, BUDGET)):
        shutil.copyfile(made / path, RUN / path)


def page() -> None:
    """Write the report of the published run and its picture."""
    write_whole(PAGE, page_text())
    PICTURE.write_bytes(sealed(screenshot(), digest_of_page()))


def page_text() -> str:
    """Return the report as it is made today."""
    return SingleFile().text(rejudge(RUN), RUN)


def certificate() -> None:
    """Certify the sample application with a key that signs nothing else."""
    key = CERTIFICATE.with_suffix(".key")
    for old in (key, key.with_name(f"{key.name}.pub")):
        old.unlink(missing_ok=True)
    shutil.rmtree(CERTIFICATE, ignore_errors=True)
    target, out, signed = (it.relative_to(ROOT) for it in (TARGET, CERTIFICATE, key))
    vodomer("keys", "new", signed)
    try:
        vodomer("certify", target, "--plain", "--sign", signed, "--out", out)
        key.with_name(f"{key.name}.pub").replace(PUBLIC_KEY)
    finally:
        key.unlink()


def vodomer(*words: str | Path) -> None:
    """Run a command at the root, so that what it records names no folder of this machine."""
    subprocess.run([sys.executable, "-m", "harness", *map(str, words)], cwd=ROOT, check=True)


def digest_of_page() -> str:
    """Return the SHA-256 (hexadecimal) of the published report."""
    return hashlib.sha256(PAGE.read_bytes()).hexdigest()


def screenshot() -> bytes:
    """Return the top of the published report as PNG, in English."""
    with opened(browsers.find()) as browser:
        context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light")  # type: ignore[arg-type]
        shown = context.new_page()
        shown.goto(PAGE.as_uri())
        return shown.screenshot()


def sealed(png: bytes, text: str) -> bytes:
    """Put a text into a PNG, behind its header (PNG specification, 11.3.4.3)."""
    content = b"tEXt" + SEAL + b"\0" + text.encode()
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:33] + chunk + png[33:]


def seal_of(png: bytes) -> str:
    """Return the text that `sealed` put into a PNG; empty where there is none."""
    _, _, rest = png.partition(b"tEXt" + SEAL + b"\0")
    return rest[:64].decode("ascii", "replace")


COMMANDS = {"run": run, "page": page, "certificate": certificate}


def main(words: list[str]) -> int:
    """Run a command and return its exit code."""
    if len(words) != 1 or words[0] not in COMMANDS:
        sys.stderr.write(f"python -m reports.publish {'|'.join(COMMANDS)}\n")
        return 2
    COMMANDS[words[0]]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
