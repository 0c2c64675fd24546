"""`llmdesk write`: a text written anew (`rewrite`), those of a column (`table`), or one from a form
(`compose`).

Owns which of them runs.
"""

from __future__ import annotations

import argparse

from llmdesk.cli.session import Session
from llmdesk.cli.shell.column_job import check_words
from llmdesk.cli.shell.console import Console
from llmdesk.tools.translate.languages import code_of


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if arguments.language:
        arguments.language = code_of(arguments.language)
    if arguments.table is not None:
        from llmdesk.cli.write import table

        return table.run(arguments, session, console)
    check_words(arguments)
    if arguments.form or arguments.list_forms or arguments.set:
        from llmdesk.cli.write import compose

        return compose.run(arguments, session, console)
    from llmdesk.cli.write import rewrite

    return rewrite.run(arguments, session, console)
