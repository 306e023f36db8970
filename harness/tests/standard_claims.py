"""What does a conforming provider know of its person: every claim of OpenID Connect Core 5.1."""

from __future__ import annotations

CLAIMS = {
    "name": "Miha Vodomer",
    "given_name": "Miha",
    "family_name": "Vodomer",
    "middle_name": "Janez",
    "nickname": "Miha",
    "preferred_username": "miha",
    "profile": "https://miha.example/",
    "picture": "https://miha.example/picture.png",
    "website": "https://miha.example/",
    "gender": "male",
    "birthdate": "1980-02-29",
    "zoneinfo": "Europe/Ljubljana",
    "locale": "sl-SI",
    "updated_at": 1700000000,
    "email": "miha@example.com",
    "email_verified": True,
    "phone_number": "+38640111222",
    "phone_number_verified": True,
    "address": {"locality": "Ljubljana"},
}
