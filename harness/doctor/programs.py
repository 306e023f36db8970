"""Do the programs start that a run consists of?"""

from pathlib import Path
from tempfile import TemporaryDirectory

from harness import browsers
from harness.engine.environment import Environment
from harness.engine.launch import Setup
from harness.engine.options import RunOptions
from harness.processes.databases import choose
from harness.redaction.redactor import Redactor


def browser(explicit: str | None) -> str:
    """Find the browser and let it show a page from loopback."""
    found = browsers.find(explicit)
    browsers.render(found)
    return f"{found} starts and shows a page"


def servers() -> str:
    """Start provider and reference just as a run does, wait until both answer, and stop them."""
    with TemporaryDirectory(prefix="vodomer-doctor-") as folder:
        setup = Setup(RunOptions(out=Path(folder), agent="http"), Redactor())
        with Environment.opened(setup):
            pass
    return "provider and reference start and answer"


def postgresql(url: str) -> str:
    """Make a schema for a run in the database, and remove it again."""
    databases = choose(url)
    try:
        databases.url("doctor")
    finally:
        databases.close()
    return "answers and lets a run have a schema of its own"
