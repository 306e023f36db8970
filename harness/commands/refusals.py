"""What becomes of a command whose target file or suite is refused? It leaves a report, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from harness.checks.refused_file import Refusals
from harness.commands.progress import Progress
from harness.engine.second_try import require_free


@contextmanager
def refusals_reported(progress: Progress, refusals: Refusals) -> Iterator[None]:
    """Report that a target file or suite is refused; the folder has to be free for it.

    Raises as `require_free`.
    """
    require_free(refusals.options.out)
    with progress.telling_where(), refusals.reported():
        yield
