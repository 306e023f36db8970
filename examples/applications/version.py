#!/usr/bin/env python3
"""Which version of a library does an application of this folder use? Its lock file says.

python3 ../version.py authlib           # in the application's folder; for Debian's packages, dpkg
python3 version.py authlib FOLDER       # from elsewhere
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path


def version(library: str, application: Path) -> str:
    """Find the version; empty where nothing names the library."""
    pypi, npm = application / "requirements.txt", application / "package-lock.json"
    if pypi.is_file():
        found = re.search(rf"^{re.escape(library)}==(\S+)", pypi.read_text("utf-8"), re.MULTILINE)
        return found[1] if found else ""
    if npm.is_file():
        packages = json.loads(npm.read_text("utf-8"))["packages"]
        return str(packages.get(f"node_modules/{library}", {}).get("version", ""))
    asked = ["dpkg-query", "--show", "--showformat=${Version}", library]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.stdout.write(f"{version(sys.argv[1], Path(*sys.argv[2:]))}\n")
