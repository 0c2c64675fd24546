"""Start llmdesk: `python -m llmdesk`, the `llmdesk` command and the bundle's executable.

A spawned engine process imports this module again, so it imports nothing that is slow, and in a
bundle `freeze_support` has to come before anything else.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    multiprocessing.freeze_support()
    from llmdesk import cli

    sys.exit(cli.main())


if __name__ == "__main__":
    main()
