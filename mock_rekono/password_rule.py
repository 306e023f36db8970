"""Is this password good enough, and how is a person told the rule?"""

from __future__ import annotations

from mock_rekono.errors import FormError
from mock_rekono.settings import Settings
from mock_rekono.texts import say


def rule(settings: Settings, language: str) -> str:
    """Return the rule in words."""
    strict = settings.password_letter_and_digit
    key = "register.password.rule" if strict else "register.password.rule_length"
    return say(key, language, least=settings.password_length)


def obeys(settings: Settings, password: str) -> bool:
    """Tell whether a password meets the rule; its bound in bytes keeps hashing cheap."""
    if len(password) < settings.password_length or len(password.encode()) > settings.password_bytes:
        return False
    if not settings.password_letter_and_digit:
        return True
    return any(map(str.isalpha, password)) and any(map(str.isdigit, password))


def check_new(
    settings: Settings, language: str, typed: str, repeated: str, field: str = "password"
) -> str:
    """Return a new password. Raises FormError at its field, or at the one where it is repeated."""
    if not typed:
        raise FormError("register.password.empty", field)
    if not obeys(settings, typed):
        raise FormError("register.password.weak", field, rule=rule(settings, language))
    if typed != repeated:
        raise FormError("register.password.differs", "repeat_password")
    return typed
