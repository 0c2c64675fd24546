"""`llmdesk serve`: the model for other programs, until Ctrl-C.

Must not know how a request is answered.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from llmdesk.cancel import CancelToken
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.engine.types import LoadedModel
from llmdesk.errors import UsageError
from llmdesk.network.tokens import TokenStore
from llmdesk.server.desk import Source
from llmdesk.server.listening import listen
from llmdesk.server.records import RequestRecord
from llmdesk.server.serving import Server, Serving
from llmdesk.server.tokens import KEY, is_token, token_of
from llmdesk.settings import save_settings
from llmdesk.tools.tool import SERVE

TOKEN_VARIABLE = "LLMDESK_SERVE_TOKEN"
_LOOK_S = 1.0
_MOST_UNTOLD = 1000  # requests; of more the oldest are left out


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    cancel = CancelToken()
    model = session.model()

    def load(cancel: CancelToken) -> LoadedModel:
        return session.load(model, cancel, SERVE)

    def begin(on_request: Callable[[RequestRecord], None]) -> tuple[Server, Serving]:
        """What is wrong with the token or the port is told before a model is loaded, which takes a while."""
        serving = Serving(
            port=session.settings.server_port if arguments.port is None else arguments.port,
            token=_token(session),
            network=arguments.network,
            kept=session.paths.sentiment,
            trials=session.paths.trials,
            origins=tuple(arguments.allow_origin or session.settings.server_origins),
        )
        listening = listen(serving.port, network=serving.network)
        try:
            load(cancel)
        except BaseException:
            listening.socket.close()
            raise
        source = Source(lambda: model.name, load)
        return Server(session.engine, source, serving, on_request, listening), serving

    def work() -> None:
        # Not told by the server's own thread: where nobody reads standard error, that would wait for ever.
        asked: deque[RequestRecord] = deque(maxlen=_MOST_UNTOLD)
        server, serving = begin(asked.append)
        try:
            _tell(server, serving, console)
            while server.running and not cancel.wait(_LOOK_S):
                _tell_asked(asked, console)
            problem = server.problem
        finally:
            server.close()
        _tell_asked(asked, console)
        if problem is not None:
            raise problem

    run_cancellable(work, cancel)
    return 0


def _token(session: Session) -> str:
    """The one of the environment, else the one in the keyring, else a new one."""
    given = os.environ.get(TOKEN_VARIABLE, "")
    if given:
        if not is_token(given):
            raise UsageError(
                "The token in {variable} cannot be used.",
                "It must have 16 to 512 letters, digits and signs, without spaces.",
                "Give another one, or none: then llmdesk makes one.",
                variable=TOKEN_VARIABLE,
            )
        return given
    token, kept = token_of(TokenStore([KEY] if session.settings.server_token_kept else []))
    if kept and not session.settings.server_token_kept:
        save_settings(session.paths.settings, replace(session.settings, server_token_kept=True))
    return token


def _tell_asked(asked: deque[RequestRecord], console: Console) -> None:
    while asked:
        _asked(asked.popleft(), console)


def _asked(record: RequestRecord, console: Console) -> None:
    """One line about a request, which holds nothing of its texts."""
    tokens = record.tokens_read + record.tokens_written
    at = time.strftime("%H:%M:%S", time.localtime(record.at))
    answer = f"{record.status}, {tokens} tokens in {record.seconds:.1f} s" if tokens else f"{record.status}"
    asked = f"{record.method or '-'} {record.path or '(no path of ours)'}"
    console.note(f"{at} {record.client} {record.program or '-'}: {asked} {answer}")


def _tell(server: Server, serving: Serving, console: Console) -> None:
    if console.json:
        console.write_json({"address": server.address, "token": serving.token})
    else:
        console.write(f"Address: {server.address}\nToken:   {serving.token}\n")
    console.note("other programs can ask now; Ctrl-C ends it.")
    if serving.network:
        console.note("other computers can ask too, and what is sent is not encrypted.")
