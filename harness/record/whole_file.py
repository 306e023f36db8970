"""Write a file whole or not at all."""

import os
from pathlib import Path
from tempfile import mkstemp

from harness.errors import ConfigurationError


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write bytes, or a text as UTF-8, and return the path; a link there is not followed."""
    handle, draft = mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    Path(draft).chmod(0o644)
    return Path(draft).replace(path)


def write_named(path: Path, text: str, said: str) -> Path:
    """Write a file that somebody has named, in the words `said`; return its path.

    Raises ConfigurationError where it cannot be written.
    """
    try:
        return write_whole(path, text)
    except OSError as problem:
        raise ConfigurationError(
            f"{said}: {problem.strerror}; name a file in a folder that can be written"
        ) from None
