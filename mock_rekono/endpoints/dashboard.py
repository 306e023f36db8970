"""What does a signed-in person see of the own account?"""

from __future__ import annotations

from flask import Blueprint, Response

from mock_rekono.mechanisms import all_mechanisms
from mock_rekono.pages import page, page_language
from mock_rekono.sessions import current_session
from mock_rekono.settings import FRONT

PATH = f"{FRONT}/dashboard.htm"
blueprint = Blueprint("dashboard", __name__)


@blueprint.get(PATH)
def dashboard() -> Response:
    """Show the account, or say that nobody is signed in."""
    found = current_session()
    if found is None:
        return page("dashboard_signed_out.html", 401)
    person = found[1]
    language = page_language()
    known = all_mechanisms()
    titles = [known[one].title.within(language) for one in person.mechanisms if one in known]
    return page("dashboard.html", person=person, mechanisms=titles)
