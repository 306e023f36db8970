"""With which digital certificate does a person come, and where do they show it?"""

from __future__ import annotations

import ssl
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class ClientCertificate:
    """A certificate with its key, both PEM and both empty for a browser that has none.

    `origin` is the only place where it is shown; `authority` vouches for that place.
    """

    origin: str
    authority: str
    certificate: str = ""
    key: str = field(default="", repr=False)

    def context(self) -> ssl.SSLContext:
        """Give what a plain HTTP agent shows it by."""
        context = ssl.create_default_context(cadata=self.authority)
        if self.certificate:
            with tempfile.TemporaryDirectory(prefix="vodomer-") as folder:  # ssl reads files only
                path = Path(folder, "client.pem")
                path.touch(mode=0o600)
                path.write_text(f"{self.certificate}{self.key}")
                context.load_cert_chain(path)
        return context
