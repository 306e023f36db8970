"""How does a thread that computes for ever come to an end? An exception is raised in it."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable

from harness.errors import Overdue


def raising_here() -> Callable[[], None]:
    """Give what raises Overdue in this thread, called from another one; it needs Python code."""
    thread = ctypes.c_ulong(threading.get_ident())

    def end() -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(Overdue))

    return end
