"""Lets `python -m chorus_export` stand for the command `chorus-export`."""

import sys

from chorus_export.command import main

sys.exit(main())
