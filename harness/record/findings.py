"""How does a check say what must be and what is, so that its verdict rests on evidence?"""

from __future__ import annotations

from harness.record.evidence import ScenarioRecorder
from harness.record.verdict import Mismatch, Missed


class Findings:
    """What one check found. What is required and not met ends it; a recommendation does not."""

    def __init__(self, recorder: ScenarioRecorder) -> None:
        self.recorder = recorder
        self._missed: list[Missed] = []

    def expect(self, title: str, expected: object, actual: object) -> None:
        """Require that two things are equal; raises Mismatch where they differ."""
        self.require(title, expected == actual, expected, actual)

    def require(self, title: str, holds: bool, expected: object, actual: object) -> None:
        """Record a judgement with both sides; raises Mismatch where it does not hold."""
        self.recorder.observation(title, expected, actual, holds=holds)
        if not holds:
            raise Mismatch(expected, actual, title)

    def recommend(self, title: str, holds: bool, expected: object, actual: object) -> None:
        """Record a judgement that decides no more than a warning."""
        self.recorder.observation(title, expected, actual, holds=holds, required=False)
        if not holds:
            self._missed.append(Missed(expected, actual, title))

    def conclude(self) -> None:
        """End a check that went through; raises Missed where a recommendation is not met."""
        if self._missed:
            raise self._missed[0]
