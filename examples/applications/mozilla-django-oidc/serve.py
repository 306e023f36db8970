"""How is the application served? On the port of its address, with a database that ends with it."""

import os
import signal
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import django
import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


def main() -> None:
    """Serve until told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE"] = str(Path(folder) / "db.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
        django.setup()
        call_command("migrate", verbosity=0)
        port = urlsplit(os.environ["VODOMER_START"]).port
        waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    main()
