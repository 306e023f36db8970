"""Where on a picture does a person act, and how?"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

NO_PICTURE = "no picture"
"""Title of the note that a picture could not be taken."""
Pixels = Annotated[int, Field(ge=-20_000, le=20_000)]
"""CSS pixels from the upper left corner of the window, which are the picture's own."""


class Mark(BaseModel):
    """A field that was typed into or a control that is pressed next, and the box it fills."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    does: Literal["type", "press"]
    name: Annotated[str, Field(min_length=1)]
    """What the field or control is called on the page."""
    x: Pixels
    y: Pixels
    width: Annotated[Pixels, Field(gt=0)]
    height: Annotated[Pixels, Field(gt=0)]
