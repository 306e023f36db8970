"""stub"""


def drift() -> None: ...
