"""How is OnePass set up: the secret as text, address and picture, the PIN, the first password?"""

from __future__ import annotations

from collections.abc import Mapping

from mock_rekono.errors import FormError
from mock_rekono.mechanisms.onepass_otp import matching_step, totp
from mock_rekono.personal_data import FormErrors
from mock_rekono.provider import Provider
from mock_rekono.settings import Settings

ISSUER = "REKONO (test)"
AREA = "register.onepass"


def address(provider: Provider, secret: str, email: str) -> str:
    """Return the otpauth address that TOTP apps read (Key URI format)."""
    return totp(provider, secret).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(written: str) -> str:
    """Return a QR code as the address of an SVG image."""
    import segno  # here, because few processes ever draw one, and it takes long to import

    return segno.make(written, error="m").svg_data_uri(scale=4, border=2)


def groups(secret: str) -> list[str]:
    """Return a secret in groups of four, as people copy it; the page sets them apart."""
    return [secret[i : i + 4] for i in range(0, len(secret), 4)]


def read_pin(settings: Settings, form: Mapping[str, str]) -> str:
    """Return the PIN. Raises FormErrors at both fields, so that both can be corrected at once."""
    refused = [*_wrong_pin(settings, form.get("pin", ""))]
    if not form.get("code", "").strip():
        refused.append(FormError(f"{AREA}.code.empty", "code"))
    if refused:
        raise FormErrors(refused)
    return form["pin"]


def step_of(provider: Provider, secret: str, typed: str) -> int:
    """Return the time step (RFC 6238) whose password was typed. Raises FormError when none."""
    step = matching_step(provider, secret, "".join(typed.split()))
    if step is None:
        raise FormError("mechanism.wrong", "code")
    if step < 0:
        raise FormError("mechanism.expired", "code")
    return step


def _wrong_pin(settings: Settings, pin: str) -> list[FormError]:
    if not pin:
        return [FormError(f"{AREA}.pin.empty", "pin")]
    least, most = settings.pin_digits, settings.pin_most_digits
    if pin.isascii() and pin.isdigit() and least <= len(pin) <= most:
        return []
    return [FormError(f"{AREA}.pin.wrong", "pin", least=least, most=most)]
