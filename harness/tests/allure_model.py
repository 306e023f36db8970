"""What Allure reads of a result, as its reader says (`@allurereport/reader`, `allure2/model.d.ts`).

Nothing else may be there, and what Allure cannot do without has to be.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Status = Literal["passed", "failed", "broken", "skipped"]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Named(_Strict):
    """A label or a parameter."""

    name: Text
    value: Text


class Attachment(_Strict):
    name: Text
    source: Annotated[str, Field(pattern=r"^[0-9a-f]{64}-attachment\.[a-z]+$")]
    type: Literal["image/png", "image/jpeg", "application/json", "text/plain"]


class Details(_Strict):
    message: str
    flaky: bool = False
    known: bool = False
    muted: bool = False


class Step(_Strict):
    name: Text
    stage: Literal["finished"]
    status: Status
    status_details: Annotated[Details, Field(alias="statusDetails")]
    start: int | None = None
    stop: int | None = None
    steps: list[Step] = []
    attachments: list[Attachment] = []


class Result(Step):
    uuid: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    history_id: Annotated[Text, Field(alias="historyId")]
    test_case_id: Annotated[Text, Field(alias="testCaseId")]
    full_name: Annotated[Text, Field(alias="fullName")]
    description: str
    labels: list[Named]
    parameters: list[Named]
    start: int
    stop: int

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Result:
        assert self.start <= self.stop
        return self

    def of(self, label: str) -> list[str]:
        """Return the values of a label."""
        return [one.value for one in self.labels if one.name == label]
