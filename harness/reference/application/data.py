"""What does each application show to people who may enter? Made-up data."""

from __future__ import annotations

from dataclasses import dataclass

from ..text import Text


@dataclass(frozen=True)
class Column:
    """A column's heading and whether it holds numbers."""

    title: Text
    number: bool = False


@dataclass(frozen=True)
class Content:
    """An application's name and its table."""

    name: Text
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


_REGISTER = Content(
    name=Text("Register monitoringa pitne vode", "Drinking water monitoring register"),
    caption=Text("Oskrbovalna območja (izmišljeni podatki)", "Supply zones (made-up data)"),
    columns=(
        Column(Text("Oskrbovalno območje", "Supply zone")),
        Column(Text("Uporabniki", "Users"), number=True),
        Column(Text("m³ na dan", "m³ a day"), number=True),
        Column(Text("Dezinfekcija", "Disinfection")),
    ),
    rows=(
        ("Zgornja Jablana", "1240", "186", "UV"),
        ("Spodnja Jablana", "865", "129", "UV"),
        ("Breg pri Vrelcu", "310", "44", "NaOCl"),
    ),
)

_NPV = Content(
    name=Text("Notranji nadzor pitne vode", "Internal control of drinking water"),
    caption=Text("Zadnji vzorci (izmišljeni podatki)", "Latest samples (made-up data)"),
    columns=(
        Column(Text("Vzorčno mesto", "Sampling point")),
        Column(Text("Parameter", "Parameter")),
        Column(Text("Vrednost", "Value"), number=True),
        Column(Text("Enota", "Unit")),
    ),
    rows=(
        ("Vodohran Jablana", "pH", "7,4", "–"),
        ("Šola Breg", "NO₃", "11,2", "mg/l"),
        ("Pipa Vrelec 3", "E. coli", "0", "/100 ml"),
    ),
)

_PORTAL = Content(
    name=Text("Portal drugega ponudnika", "Another provider's portal"),
    caption=Text("Vloge (izmišljeni podatki)", "Applications (made-up data)"),
    columns=(
        Column(Text("Vloga", "Application")),
        Column(Text("Oddana", "Filed")),
        Column(Text("Stanje", "State")),
    ),
    rows=(
        ("Priklop na vodovod", "2026-03-02", "v obravnavi"),
        ("Odčitek vodomera", "2026-02-17", "zaključena"),
    ),
)

_KNOWN = {"register": _REGISTER, "npv": _NPV, "portal": _PORTAL}


def content_of(application: str) -> Content:
    """Return what the application of that id shows; an unknown id gets the register's data."""
    known = _KNOWN.get(application)
    if known:
        return known
    name = Text(application, application)
    return Content(name, _REGISTER.caption, _REGISTER.columns, _REGISTER.rows)
