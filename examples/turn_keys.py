"""Lets a mock REKONO sign with its next key: `python turn_keys.py ISSUER CA`.

The token of the control API is taken from MOCK_REKONO_CONTROL_TOKEN.
"""

from __future__ import annotations

import os
import ssl
import sys
from urllib.parse import urljoin
from urllib.request import Request, urlopen

issuer, authority = sys.argv[1:]
token = os.environ["MOCK_REKONO_CONTROL_TOKEN"]
turn = Request(
    urljoin(issuer, "/control/v1/keys/rotate"),
    data=b"{}",
    headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
)
urlopen(turn, context=ssl.create_default_context(cafile=authority)).close()
