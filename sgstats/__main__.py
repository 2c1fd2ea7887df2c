"""``python -m sgstats``: the same as the command ``sgstats``."""

import sys

from sgstats.cli import main

sys.exit(main())
