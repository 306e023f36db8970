"""Keep compiled pages where Python keeps its own code: to compile one takes longer than to draw."""

import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """What was compiled of each template, for this version of Python and of Jinja.

    A template that has changed since counts for nothing. In a folder that cannot be written, or
    where Python is to write none of its own, nothing is left.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of the templates."""
        kind = f"{sys.implementation.cache_tag}.jinja-{jinja2.__version__}"
        super().__init__(str(folder / "__pycache__"), f"%s.{kind}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)
