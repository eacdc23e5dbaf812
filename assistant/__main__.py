"""``python -m assistant`` is the ``assistant`` command."""

import sys

from assistant.commands.cli import main

sys.exit(main())
