"""How does a command become somebody else's, who can read and disturb nothing of ours?

`python -I -S stranger.py PLAN COMMAND...` takes what a plan says and becomes the command. Only the
standard library is used: it runs where nothing of ours can be imported.

As root: another user id, without groups and capabilities. What that user must read though a folder
above it is closed (a home of mode 0700) is shown in a view of the file system of its own, in which
the closed folder holds nothing else. Otherwise: name spaces in which our processes are not there,
and of the file system only what a view says may be changed (`harness.processes.view`).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn, TypedDict

CANNOT = 97
"""The exit code where the plan cannot be carried out; the reason is on standard error."""
_NEW_NS, _NEW_IPC, _NEW_USER, _NEW_PID = 0x00020000, 0x08000000, 0x10000000, 0x20000000
_READ_ONLY, _NO_SUID, _NO_DEV, _BIND, _REC, _PRIVATE = 1, 2, 4, 0x1000, 0x4000, 0x40000
_NO_NEW_PRIVILEGES, _DIE_WITH_PARENT = 38, 1
_OPEN_TREE, _MOVE_MOUNT, _MOUNT_SETATTR = 428, 429, 442
"""Numbers of system calls, the same on all machines (Linux 5.12; the C library knows some)."""
_HERE, _EMPTY_PATH, _RECURSIVE, _CLONE, _CLOSE_ON_EXEC = -100, 0x1000, 0x8000, 1, 0o2000000
_FROM_EMPTY_PATH, _ATTRIBUTE_READ_ONLY = 4, 1
_CAPABILITY_VERSION = 0x20080522
_MAY_READ, _MAY_PASS = 0o004, 0o001


class Plan(TypedDict):
    """Who the command becomes: a user id, or, with None, name spaces of its own."""

    uid: int | None
    needed: list[str]
    """Folders and files that it must read."""
    view: list[tuple[str, str, str]]
    """What it sees of the file system where it has our user id (`View.steps`)."""


def become(plan: Plan) -> None:
    """Carry a plan out in this process. Raises OSError where the system does not let us."""
    if plan["uid"] is None:
        _enter_name_spaces(plan["view"])
    else:
        closed = closed_above(plan["needed"], plan["uid"])
        if closed:
            _show_only(closed, plan["needed"], plan["uid"])
        os.setgroups([])
        os.setresgid(*[plan["uid"]] * 3)
        os.setresuid(*[plan["uid"]] * 3)
    _prctl(_NO_NEW_PRIVILEGES, 1)


def closed_above(needed: Iterable[str], uid: int) -> list[str]:
    """Name the outermost folders that do not let a user pass to what is needed."""
    found: set[str] = set()
    for path in map(Path, needed):
        above = [*reversed(path.parents), *([path] if path.is_dir() else [])]
        closed = next((one for one in above if not _lets_pass(one, one == path, uid)), None)
        if closed:
            found.add(str(closed))
    return sorted(found)


def _lets_pass(folder: Path, needed: bool, uid: int) -> bool:
    rights, found = _MAY_PASS | (_MAY_READ if needed else 0), folder.stat()
    return found.st_uid == uid or found.st_mode & rights == rights


def _show_only(closed: list[str], needed: list[str], uid: int) -> None:
    """Put an empty folder over each closed one, and into it what is needed of it."""
    _unshare(_NEW_NS)
    _mount("none", "/", "", _REC | _PRIVATE)
    shown = [
        (path, os.open(path, os.O_PATH)) for root in closed for path in _within(root, needed, uid)
    ]
    for root in closed:
        _mount("tmpfs", root, "tmpfs", _NO_SUID | _NO_DEV, "mode=755,size=1m")
    for path, source in shown:
        _make_place(path, source)
        _mount(f"/proc/self/fd/{source}", path, "", _BIND | _REC)
        os.close(source)


def _within(root: str, needed: list[str], uid: int) -> list[str]:
    """List what is shown of a closed folder: what is needed, and what lies in a needed closed one.

    Closed folders themselves are made anew, as their rights would be shown with them.
    """
    found: dict[str, None] = {}
    for path in sorted(needed):
        if path == root or path.startswith(f"{root}/"):
            closed = Path(path).is_dir() and not _lets_pass(Path(path), True, uid)
            inside = map(str, Path(path).iterdir()) if closed else [path]
            found.update(dict.fromkeys(inside))
    inner = [one for one in found if any(one.startswith(f"{other}/") for other in found)]
    return [one for one in found if one not in inner]


def _make_place(path: str, source: int) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    if Path(f"/proc/self/fd/{source}").is_dir():
        place.mkdir(exist_ok=True)
    else:
        place.touch()


def _enter_name_spaces(view: Iterable[tuple[str, str, str]]) -> None:
    """Leave our processes and files behind; the caller goes on as a second process."""
    uid, gid = os.getuid(), os.getgid()
    _unshare(_NEW_USER | _NEW_NS | _NEW_PID | _NEW_IPC)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    _mount("none", "/", "", _REC | _PRIVATE)
    _arrange([(deed, path, _clone(source) if source else None) for deed, path, source in view])
    _follow_inside()
    _mount("proc", "/proc", "proc", _NO_SUID | _NO_DEV)
    _drop_capabilities()
    first = os.fork()
    if first:  # the first process of a name space takes care of orphans, and hears no signals
        _take_care(first)
    _prctl(_DIE_WITH_PARENT, signal.SIGKILL)


def _arrange(view: Iterable[tuple[str, str, int | None]]) -> None:
    """Make all that is mounted read-only, and put into it what a view says."""
    _make_read_only("/")
    for deed, path, tree in view:
        if deed == "hide":
            _hide(path)
        elif tree is None:
            _mount("tmpfs", path, "tmpfs", _NO_SUID | _NO_DEV, "mode=1777")
        else:
            if deed == "read":
                _make_read_only("", tree)
            _make_place(path, tree)
            move = (tree, b"", _HERE, path.encode(), _FROM_EMPTY_PATH)
            _check(_call(_MOVE_MOUNT, *move), f"move_mount {path}")
            os.close(tree)


def _hide(path: str) -> None:
    """Let nothing be at a path, where there is something."""
    if Path(path).is_dir():
        _mount("tmpfs", path, "tmpfs", _READ_ONLY | _NO_SUID | _NO_DEV, "mode=700,size=4k")
    elif Path(path).exists():
        _mount("/dev/null", path, "", _BIND)


def _clone(path: str) -> int:
    """Open what is mounted at a path, with the rights that it has now."""
    flags = _CLONE | _RECURSIVE | _CLOSE_ON_EXEC
    tree = _call(_OPEN_TREE, _HERE, path.encode(), flags)
    _check(min(tree, 0), f"open_tree {path}")
    return tree


def _make_read_only(path: str, tree: int = _HERE) -> None:
    """Make all that is mounted at and below a path, or a tree, read-only."""
    flags = _RECURSIVE | (0 if path else _EMPTY_PATH)
    wanted = (ctypes.c_uint64 * 4)(_ATTRIBUTE_READ_ONLY)
    call = (tree, path.encode(), flags, wanted, ctypes.sizeof(wanted))
    _check(_call(_MOUNT_SETATTR, *call), f"mount_setattr {path}")


def _drop_capabilities() -> None:
    """Give up what the first process of a name space may; who becomes a program does anyway."""
    header, none = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION), (ctypes.c_uint32 * 6)()
    _check(_libc().capset(header, none), "capset")


def _follow_inside() -> None:
    """Go on in the first process of the new name space; outside somebody waits for its end."""
    inside = os.fork()
    if not inside:
        _prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        return
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _end_as(os.waitpid(inside, 0)[1])


def _take_care(first: int) -> NoReturn:
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == first:
            _end_as(status)


def _end_as(status: int) -> NoReturn:
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else 128 - code)


def _unshare(what: int) -> None:
    _check(_libc().unshare(what), "unshare")


def _call(number: int, *values: Any) -> int:
    """Make a system call that the C library may not know."""
    words = [ctypes.c_long(one) if isinstance(one, int) else one for one in values]
    return int(_libc().syscall(ctypes.c_long(number), *words))


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    words = [word.encode() for word in (source, target, kind)]
    code = _libc().mount(*words, ctypes.c_ulong(flags), options.encode())
    _check(code, f"mount {target}")


def _prctl(what: int, value: int) -> None:
    _check(_libc().prctl(what, ctypes.c_ulong(value), 0, 0, 0), f"prctl {what}")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(code: int, deed: str) -> None:
    if code:
        number = ctypes.get_errno()
        raise OSError(number, f"{deed}: {os.strerror(number)}")


def main(arguments: list[str]) -> NoReturn:
    """Become the command, or end with `CANNOT` and the reason."""
    plan, *command = arguments
    folder = Path.cwd()
    try:
        become(json.loads(plan))
        os.chdir(folder)  # by its path: what was there before may lie behind what is shown now
        os.execvpe(command[0], command, os.environ)  # noqa: S606 - no shell is wanted
    except OSError as problem:
        sys.stderr.write(f"{command[0]}: {problem.strerror or problem}\n")
        os._exit(CANNOT)


if __name__ == "__main__":
    main(sys.argv[1:])
