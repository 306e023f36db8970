"""Are the pages of a provider that is not ours known, however its addresses are written?"""

from __future__ import annotations

from harness.checks.application.external_provider import ExternalProvider
from harness.checks.application.external_settings import Account, ExternalSettings
from harness.checks.application.pace import Pace


def test_its_pages_are_known_as_browsers_write_them() -> None:
    account = Account(user="a", password_from="B", name="C")
    issuer = "https://Login.Test.Example.si:443/realms/water"
    settings = ExternalSettings(kind="external", issuer=issuer, accounts=(account,))
    announced = {"authorization_endpoint": f"{issuer}/authorize"}
    provider = ExternalProvider(settings, announced, (), Pace("sign-ins", 0.0))
    asked = "https://login.test.example.si/realms/water/authorize"
    assert provider.is_page(asked)
    assert provider.is_authorization(f"{asked}?client_id=a")
    assert not provider.is_page("https://login.test.example.si:8443/realms/water/authorize")
    assert not provider.is_authorization("https://login.test.example.si/authorize")
