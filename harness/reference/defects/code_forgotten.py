"""What if the code typed on the start page is lost on the way through REKONO?"""

from . import Defect, Title


class CodeForgotten(Defect):
    """After sign-in the person has to type the code again."""

    breaks = "ACT-04"
    title = Title(
        sl="Koda, vpisana pred prijavo, se na poti skozi REKONO izgubi",
        en="A code typed before sign-in is lost on the way through REKONO",
    )

    def code_after_sign_in(self, typed: str) -> str:  # noqa: ARG002
        """Nothing stands ready."""
        return ""
