"""What does a person read whose certificate is not accepted, and who wants one to try out?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "certificate.heading": Text("Digitalno potrdilo", "Digital certificate"),
    "certificate.other": Text(
        "Za drugo potrdilo zaprite brskalnik in poskusite znova: brskalnik si izbiro zapomni.",
        "For another certificate close the browser and try again: the browser remembers "
        "the choice.",
    ),
    "certificate.again": Text("Poskusi znova", "Try again"),
    "certificate.missing": Text(
        "Brskalnik ni poslal digitalnega potrdila.", "The browser has sent no digital certificate."
    ),
    "certificate.unreadable": Text(
        "Digitalnega potrdila ni mogoče prebrati.", "The digital certificate cannot be read."
    ),
    "certificate.expired": Text(
        "Digitalno potrdilo je poteklo.", "The digital certificate has expired."
    ),
    "certificate.not_yet_valid": Text(
        "Digitalno potrdilo še ne velja.", "The digital certificate is not valid yet."
    ),
    "certificate.revoked": Text(
        "Digitalno potrdilo je preklicano.", "The digital certificate has been revoked."
    ),
    "certificate.foreign": Text(
        "Izdajatelju digitalnega potrdila ne zaupamo.",
        "The issuer of the digital certificate is not trusted.",
    ),
    "certificate.self_signed": Text(
        "Digitalno potrdilo je samopodpisano.", "The digital certificate is self-signed."
    ),
    "certificate.another_person": Text(
        "Digitalno potrdilo pripada drugi osebi.",
        "The digital certificate belongs to another person.",
    ),
}
