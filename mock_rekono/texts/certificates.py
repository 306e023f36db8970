"""What does a person read whose certificate is not accepted, and who wants one to try out?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "desk.certificates.heading": Text("Digitalna potrdila", "Digital certificates"),
    "desk.certificates.text": Text(
        "Datoteko PKCS #12 uvozite v brskalnik. Potrdila veljajo do naslednjega zagona. "
        "Skupno geslo:",
        "Import the PKCS #12 file into the browser. Certificates are valid until the next start. "
        "The same password for all:",
    ),
    "desk.certificates.none": Text(
        "Nihče nima davčne številke, ki jo potrdilo vsebuje.",
        "Nobody has a tax number, which a certificate needs.",
    ),
    "desk.certificates.valid": Text("veljavno", "valid"),
    "desk.certificates.expired": Text("poteklo", "expired"),
    "desk.certificates.not_yet_valid": Text("še ne velja", "not valid yet"),
    "desk.certificates.revoked": Text("preklicano", "revoked"),
    "desk.certificates.foreign": Text("tujega izdajatelja", "of a foreign issuer"),
    "desk.certificates.self_signed": Text("samopodpisano", "self-signed"),
    "certificate.heading": Text("Digitalno potrdilo", "Digital certificate"),
    "certificate.other": Text(
        "Za drugo potrdilo zaprite brskalnik in poskusite znova: brskalnik si izbiro zapomni.",
        "To use another certificate, close the browser and try again: the browser remembers "
        "the choice.",
    ),
    "certificate.again": Text("Poskusi znova", "Try again"),
    "certificate.missing": Text(
        "Brskalnik ni poslal digitalnega potrdila.", "The browser sent no digital certificate."
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
