"""A program that tries, with our user id, to alter its examiner; it prints what it could do.

`trespasser.py WORLD HOME PID`: the world's folder, the application's `{folder}`, a process of ours.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

NEW_USER_AND_FILES = 0x10000000 | 0x20000
REMOUNT_BIND, DETACH = 32 | 0x1000, 2


def tried(deed: Callable[[], object]) -> str:
    """Tell what came of a deed: `done`, or how it failed."""
    try:
        return str(deed() or "done")
    except OSError as problem:
        return type(problem).__name__ if problem.errno is None else os.strerror(problem.errno)


def appended(path: Path) -> Callable[[], object]:
    """Write to a file's end."""
    return lambda: path.open("a").write("x") and None


def uncover(world: Path) -> None:
    """Try to undo what was done to the view, with all rights in name spaces of one's own."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(NEW_USER_AND_FILES)
    for path in (world / "record", world / "key", world / "checkout" / "harness", Path("/")):
        libc.umount2(str(path).encode(), DETACH)
        libc.mount(b"none", str(path).encode(), None, ctypes.c_ulong(REMOUNT_BIND), None)


def main() -> None:
    """Try it all."""
    world, home, process = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    checkout = world / "checkout"
    told = {
        "own folder": tried(appended(Path("own"))),
        "home of this run": tried(appended(home / "own")),
        "temporary": tried(appended(Path("/tmp/of-the-trespasser"))),
        "processes": str(len([*Path("/proc").glob("[0-9]*")])),
        "signal": tried(lambda: os.kill(process, signal.SIGCONT)),
    }
    again = 2  # a second time with what it can undo
    for _ in range(again):
        told |= {
            "code": tried(appended(checkout / "harness" / "__init__.py")),
            "more code": tried(appended(checkout / "harness" / "more.py")),
            "code elsewhere": tried(lambda: (checkout / "harness").rename(checkout / "moved")),
            "checkout elsewhere": tried(lambda: checkout.rename(world / "moved")),
            "settings": tried(appended(world / "user" / ".profile")),
            "key": tried(lambda: (world / "key").read_text() or "nothing"),
            "record": tried(lambda: " ".join(map(str, (world / "record").iterdir())) or "nothing"),
            "events": tried(appended(world / "record" / "events.ndjson")),
        }
        uncover(world)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
