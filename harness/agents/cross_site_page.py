"""What does a page of a foreign site look like that leads a person to the target?"""

from html import escape


def foreign_form(url: str, fields: dict[str, str]) -> str:
    """Write a page whose only form sends these fields to an address."""
    inputs = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    form = f'<form method="post" action="{escape(url)}">{inputs}<button>send</button></form>'
    return f"<!doctype html><title>foreign</title>{form}"


def foreign_link(url: str) -> str:
    """Write a page with a link to an address."""
    return f'<!doctype html><title>foreign</title><a href="{escape(url)}">send</a>'
