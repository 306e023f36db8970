"""What do the error pages say?"""

from __future__ import annotations

from mock_rekono.text import Text

TEXTS = {
    "error.heading": Text("Prijava ni mogoča", "Sign-in is not possible"),
    "error.support": Text("Pomoč:", "Help:"),
    "error.reference": Text("Oznaka dogodka:", "Event reference:"),
    "error.unknown_client": Text(
        "Aplikacija, ki vas je poslala sem, pri nas ni prijavljena.",
        "The application that sent you here is not registered with us.",
    ),
    "error.redirect_uri": Text(
        "Aplikacija je navedla povratni naslov, ki zanjo ni prijavljen.",
        "The application named a return address that is not registered for it.",
    ),
    "error.bad_request": Text(
        "Zahteve ne razumemo. Vrnite se v aplikacijo in poskusite znova.",
        "We do not understand the request. Go back to the application and try again.",
    ),
    "error.no_pending": Text(
        "Te prijave ne poznamo ali pa je potekla. Vrnite se v aplikacijo in jo začnite znova.",
        "We do not know this sign-in, or it has expired. Go back to the application and start "
        "again.",
    ),
    "error.csrf": Text(
        "Obrazec je potekel ali pa ni prišel z naše strani. Vrnite se in poskusite znova; "
        "piškotki morajo biti dovoljeni.",
        "The form has expired or did not come from our page. Go back and try again; cookies must "
        "be allowed.",
    ),
    "error.not_found": Text("Strani ni mogoče najti.", "Page not found."),
    "error.method": Text(
        "Strani ni mogoče odpreti na ta način.", "This page cannot be opened in this way."
    ),
    "error.too_large": Text("Zahteva je prevelika.", "The request is too large."),
    "error.internal": Text(
        "Prišlo je do napake pri nas. Poskusite znova.",
        "Something went wrong on our side. Try again.",
    ),
}
