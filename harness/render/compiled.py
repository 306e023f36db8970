"""Keep compiled templates where Python keeps its own code: to compile takes longer than to draw."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from harness.record.whole_file import write_whole

_VERSION = jinja2.__version__.replace(".", "")


class Compiled(BytecodeCache):
    """What was compiled of each template: in this process, and in `__pycache__` beside it.

    A template that has changed since, and a file that cannot be read, count for nothing; in a
    folder that cannot be written, or where Python is to write none of its own, nothing is left.
    """

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name the file for this version of Python and of Jinja."""
        return cache_from_source(filename or name, optimization=f"jinja{_VERSION}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept of a template."""
        if bucket.key not in self._codes:
            with suppress(OSError):
                self._codes[bucket.key] = Path(bucket.key).read_bytes()
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                path = Path(bucket.key)
                path.parent.mkdir(exist_ok=True)
                write_whole(path, self._codes[bucket.key])


COMPILED = Compiled()
