"""The words of the scenarios; each module in this folder is loaded as a pytest plug-in."""

from pathlib import Path

pytest_plugins = sorted(
    f"{__name__}.{file.stem}"
    for file in Path(__file__).parent.glob("*.py")
    if file.stem not in ("__init__", "words")
)
