"""Do checks of one kind of target stay away from the other, in a process that has loaded both?"""

from __future__ import annotations

from harness import catalogue
from harness.checks import application, provider


def test_a_requirement_of_both_kinds_brings_no_check_to_the_other() -> None:
    of_applications, of_providers = application.all_checks(), provider.all_checks()
    shared = catalogue.by_profile(provider.PROFILE)
    assert any(check.requirement in shared for check in of_applications.values())
    assert of_applications.keys().isdisjoint(of_providers)
    assert {check.kind for check in of_applications.values()} == {"application"}
    assert {check.kind for check in of_providers.values()} == {"provider"}
