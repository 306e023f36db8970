"""Does an examined application end with whoever has started it, in whatever way that ends?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

from harness.processes.ports import free_port

ROOT = Path(__file__).parents[2]
ENDS_WITHIN = 20
STARTED = """
import sys
from harness.checks.application.process import ApplicationProcess
from harness.checks.application.target import ApplicationTarget

port = sys.argv[1]
about = {
    "name": "files", "profile": "application", "client_id": "files",
    "start": f"http://localhost:{port}/", "redirect_uris": [f"http://localhost:{port}/"],
}
command = ["sh", "-c", f"{sys.executable} -m http.server {port} & wait"]
target = ApplicationTarget.model_validate({
    "target": about, "process": {"start": command}, "signed_in": {"shows": {"text": "in"}},
})
with_child = ApplicationProcess(target, {}, {}).start()
print(with_child.pid, flush=True)
sys.stdin.read()
with_child.stop()
"""


def started() -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """Somebody who has an application run, and what runs."""
    command = [sys.executable, "-c", STARTED, str(free_port())]
    examiner = subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert examiner.stdout is not None
    application = psutil.Process(int(examiner.stdout.readline()))
    return examiner, [application, *application.children(recursive=True)]


def test_it_ends_with_an_examiner_that_is_killed() -> None:
    examiner, processes = started()
    assert len(processes) > 1
    examiner.kill()
    examiner.communicate()
    assert psutil.wait_procs(processes, ENDS_WITHIN)[1] == []


def test_it_is_stopped_by_an_examiner_that_ends() -> None:
    examiner, processes = started()
    keepers = psutil.Process(examiner.pid).children()
    examiner.communicate(timeout=ENDS_WITHIN)
    assert examiner.returncode == 0
    assert psutil.wait_procs([*processes, *keepers], ENDS_WITHIN)[1] == []
