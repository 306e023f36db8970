"""The scenarios under pytest: one module a feature folder, steps in `scenarios.steps`."""

from pathlib import Path

FEATURES = Path(__file__).parent.parent / "features"
