"""Prints the known-bad variants as a JSON array: the examiner asks so, sharing no Python."""

import json
import sys

from . import all_defects

sys.stdout.write(json.dumps(all_defects(), ensure_ascii=False) + "\n")
