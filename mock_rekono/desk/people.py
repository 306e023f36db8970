"""Who can be tried out, with which secrets, and who else has an account?"""

from __future__ import annotations

from flask import Response

from mock_rekono.cast import shown_cast
from mock_rekono.desk import desk_blueprint, desk_page
from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.pages import page_language
from mock_rekono.provider import DESK, provider

blueprint = desk_blueprint("people")


@blueprint.get(DESK)
def people() -> Response:
    """Show the cast with its secrets, then everybody who registered."""
    language = page_language()
    titles = {id_: one.title.within(language) for id_, one in all_mechanisms().items()}
    others = [one for one in provider().store.people.all() if not one.is_cast]
    return desk_page("people", cast=shown_cast(), others=others, titles=titles)
