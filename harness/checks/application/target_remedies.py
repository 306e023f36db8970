"""What is to be done about a line of a target file that does not fit?"""

from __future__ import annotations

STARTS = "start the application there, or say how in [process]"
LEADS = "describe in [signed_out] what a signed-out person sees, and in [sign_in] the way to REKONO"
MARK = "name something that this page shows; what it offers is listed here"
USELESS = "this marker is useless: name something that only the other page shows"
ASKS = "run it at a terminal, with a person"
STEP = "name a control of this page; what it offers is listed here"
OF_THE_PAGE = (MARK, USELESS, STEP)
"""Remedies for what is on a page, whatever REKONO has to do with it."""
THROUGH = "see what REKONO's page says: client and addresses must be those of the target file"
ADMITS = (
    "sign in by hand once; most often client_secret or token_endpoint_auth_method differ on"
    " the two sides, or the application cannot reach the issuer"
)
NAMES = "name the place where the page shows given name and family name, or leave person out"
ASKS_NO_NAME = (
    "have the application ask UserInfo, which it never did: names are told there, and not in the ID"
    " token (OpenID Connect Core 1.0, 5.4); or leave person out"
)
AFTERWARDS = "put the exact address that the application sends into post_logout_redirect_uris"
OPENS = "name addresses of pages that only somebody who is signed in may see, or leave it out"
KEPT = (
    "the browser shows the page that it has kept: answer pages for who is signed in with"
    " Cache-Control: no-store"
)
LEAVES = "the sign_out steps sign nobody out: name all of them, up to the end of the session"
