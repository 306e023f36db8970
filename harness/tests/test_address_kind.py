"""Is it told at what kind of address something is?"""

import pytest

from harness.checks.address_kind import kind_of_address


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("http://localhost:8080/", "loopback"),
        ("http://127.9.9.9/", "loopback"),
        ("https://[::1]:8443/", "loopback"),
        ("https://10.0.0.7/", "private"),
        ("https://[fd00::1]/", "private"),
        ("https://169.254.1.1/", "private"),
        ("https://93.184.216.34/", "public"),
        ("https://nowhere.invalid/", "unknown"),
        ("https://" + "a" * 70 + ".si/", "unknown"),
    ],
)
def test_a_network_is_told(address: str, network: str) -> None:
    scheme = address.partition(":")[0]
    assert kind_of_address(address) == {"scheme": scheme, "network": network}


def test_a_name_that_dns_does_not_know_is_where_the_file_says() -> None:
    told = kind_of_address("https://app.test.invalid/", "192.168.3.4")
    assert told == {"scheme": "https", "network": "private"}
