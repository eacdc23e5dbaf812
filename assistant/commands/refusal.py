"""How a command says that it cannot answer: JSON on stdout, one sentence on stderr, exit status 2."""

import json
import sys

from rules.errors import CaseError


def refuse(wrong: CaseError) -> int:
    """Say what is wrong to the program and to the person; returns the exit status."""
    print(json.dumps(wrong.to_json(), ensure_ascii=False))
    print(wrong.message, file=sys.stderr)
    return 2
