"""Leaves modules out whose features are not written yet."""

from scenarios import FEATURES

collect_ignore = [
    f"test_{folder.name}.py" for folder in FEATURES.iterdir() if not list(folder.glob("*.feature"))
]
