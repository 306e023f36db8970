"""Run `vodomer` for somebody who looks on; it is asked to stop when they close its input.

The system closes it, too, when whoever looks on has ended in whatever way, so that nothing is
left running. `python -m harness.attended WORDS` is otherwise `vodomer WORDS`.
"""

from __future__ import annotations

import signal
import sys
import threading

from harness.cli import main
from harness.watching.stopping import EXIT_CODE, STOP


def stop_when_left() -> None:
    """Wait until the input is closed, then ask the main thread to stop in good order."""
    sys.stdin.buffer.read()
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)


if __name__ == "__main__":
    STOP.listen()
    try:
        threading.Thread(target=stop_when_left, daemon=True).start()
        main()
    except KeyboardInterrupt:  # asked before `main` could hear it
        sys.exit(EXIT_CODE)
