"""The examiner: runs people through a target and judges what it saw."""

__version__ = "0.1.0"
