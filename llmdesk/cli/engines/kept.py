"""`llmdesk engines list`, `add`, `test` and `remove`: engines elsewhere.

Owns how they are said on the terminal. What an engine can do is found out by `engine.remote`.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.engines.access import TOKEN_VARIABLE, engine_ref
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.engine.abilities import IN_WORDS, WRITER, Ability
from llmdesk.errors import UsageError
from llmdesk.models.elsewhere import KeptEngine, named, read_engines, with_engine
from llmdesk.network.addresses import origin_of
from llmdesk.network.gate import Network
from llmdesk.network.tokens import TokenStore
from llmdesk.settings import Settings, save_settings

if TYPE_CHECKING:
    from llmdesk.engine.model_ref import ElsewhereRef
    from llmdesk.engine.remote.probe import Probe


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    engines = read_engines(session.settings.engines)
    if console.json:
        console.write_json([_facts(engine) for engine in engines])
        return exit_status.OK
    for engine in engines:
        model = f", model {engine.ref.name}" if engine.ref.name else ""
        console.write(f"{engine.name}\n  {engine.ref.address}{model}\n")
    if not engines:
        console.note("no engine is kept; llmdesk engines add NAME URL keeps one.")
    return exit_status.OK


def run_add(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    """Status 2, and nothing is kept, where it cannot be used."""
    ref = engine_ref(arguments.address, session.options.model, ())
    engines = with_engine(read_engines(session.settings.engines), arguments.name, ref)
    tokens = TokenStore(session.settings.token_hosts)
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if token:
        tokens.set(origin_of(ref.address), token, remember=False)
    found = _probed(session, console, ref, tokens)
    if found.problem is not None:
        raise found.problem
    if token and not tokens.set(origin_of(ref.address), token):
        console.note(f"no keyring is here to keep the token: give it in {TOKEN_VARIABLE} each time.")
    texts = tuple(map(str, engines))
    _keep(session, replace(session.settings, engines=texts, token_hosts=tokens.remembered))
    if console.json:
        console.write_json({**_facts(engines[-1]), **_probe_facts(found)})
    else:
        console.write(_lines(found))
        console.write(f'  llmdesk chat --engine "{engines[-1].name}" uses it\n')
    return exit_status.OK


def run_test(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    """Status 2 where a step failed; the steps before it are told."""
    ref = engine_ref(arguments.name, session.options.model, session.settings.engines)
    tokens = TokenStore(session.settings.token_hosts)
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if token:
        tokens.set(origin_of(ref.address), token, remember=False)
    found = _probed(session, console, ref, tokens)
    if console.json:
        console.write_json({"address": ref.address, **_probe_facts(found)})
        return exit_status.OK if found.problem is None else exit_status.USER
    console.write(_lines(found))
    if found.problem is not None:
        raise found.problem
    return exit_status.OK


def run_remove(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    engines = read_engines(session.settings.engines)
    engine = named(engines, arguments.name)
    if engine is None:
        raise UsageError(
            "No engine “{name}” is kept.", "", "llmdesk engines list shows the names.", name=arguments.name
        )
    others = [other for other in engines if other is not engine]
    tokens = TokenStore(session.settings.token_hosts)
    origin = origin_of(engine.ref.address)
    unshared = all(origin_of(other.ref.address) != origin for other in others)
    if unshared and tokens.forget(origin) == "kept":
        console.note("its access token is still in the keyring, which did not let it go.")
    texts = tuple(map(str, others))
    _keep(session, replace(session.settings, engines=texts, token_hosts=tokens.remembered))
    if console.json:
        console.write_json(_facts(engine))
    else:
        console.write(f"{engine.name}\n  {engine.ref.address} is forgotten\n")
    return exit_status.OK


def _keep(session: Session, settings: Settings) -> None:
    session.create_folders()
    save_settings(session.paths.settings, settings)


def _probed(session: Session, console: Console, ref: ElsewhereRef, tokens: TokenStore) -> Probe:
    from llmdesk.cli.engines.access import make_engine_network
    from llmdesk.engine.remote.probe import probe

    options = replace(session.options, engine=None)  # the token is set
    network: Network = make_engine_network(options, session.settings, {}, tokens)
    cancel = CancelToken()
    try:
        found = run_cancellable(
            lambda: probe(network, ref, cancel, lambda step: console.progress(f"{step}…")), cancel
        )
    finally:
        network.close()
        console.end_progress()
    for warning in found.model.warnings if found.model is not None else ():
        console.note_once(warning)
    return found


# -- what is said ------------------------------------------------------------------------------------
def _facts(engine: KeptEngine) -> dict[str, object]:
    return {"name": engine.name, "address": engine.ref.address, "model": engine.ref.name}


def _probe_facts(found: Probe) -> dict[str, object]:
    """`slots` and `context` 0 where the server does not say."""
    facts, model = found.facts, found.model
    return {
        "kind": facts.kind if facts else "",
        "model": facts.model if facts else "",
        "models": list(found.models),
        "context": facts.context if facts else 0,
        "slots": facts.slots if facts else 0,
        "abilities": sorted(model.abilities) if model else [],
        "tokens_per_s": round(found.tokens_per_s, 1),
        "steps": [
            {"step": step.name, "seconds": round(step.seconds, 3), "problem": str(step.problem or "")}
            for step in found.steps
        ],
        "warnings": list(model.warnings) if model else [],
    }


def _lines(found: Probe) -> str:
    lines = [
        f"  {'failed' if step.problem else 'ok':6}  {step.name} ({step.seconds:.1f} s)"
        for step in found.steps
    ]
    if found.model is not None and found.facts is not None:
        facts = found.facts
        context = f"{facts.context:,} tokens" if facts.context else "not told"
        lines += [
            f"  server   {facts.kind}",
            f"  model    {facts.model}",
            f"  context  {context}",
        ]
        has = found.model.abilities
        for ability in (a for a in Ability if a in has | WRITER):
            can = "yes" if ability in has else "no "
            lines.append(f"  {can}      {IN_WORDS[ability]}")
        if found.tokens_per_s:
            lines.append(f"  speed    {found.tokens_per_s:.1f} tokens/s")
    return "\n".join(lines) + "\n"
