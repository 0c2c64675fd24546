"""`llmdesk bench`: how fast the chosen model runs on this machine, as a table or JSON."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from llmdesk.cancel import CancelToken
from llmdesk.cli.models.loaded import loaded_facts, loaded_line
from llmdesk.cli.session import Session
from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.interrupt import run_cancellable
from llmdesk.errors import fill
from llmdesk.tools.bench import BenchProgress, BenchResult, figures, measure
from llmdesk.tools.tool import SPEED

if TYPE_CHECKING:
    from llmdesk.engine.types import LoadedModel
    from llmdesk.models.library import InstalledModel


def run(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    model = session.model()
    cancel = CancelToken()

    def work() -> tuple[LoadedModel, BenchResult]:
        loaded = session.load(model, cancel, SPEED)
        found = measure(session.engine, loaded, quick=arguments.quick, on_progress=show, cancel=cancel)
        return loaded, found

    def show(progress: BenchProgress) -> None:
        console.progress(f"{progress.stage}… {progress.done:.0%}")

    loaded, result = run_cancellable(work, cancel)
    if console.json:
        console.write_json(document(result) | {"loaded": loaded_facts(loaded)})
    else:
        console.write(table(model, loaded, result))
    return 0


def document(result: BenchResult) -> dict[str, object]:
    """The JSON of a measurement."""
    return {
        "model": result.model,
        "device": result.device,
        "threads": result.threads,
        "threads_batch": result.threads_batch,
        "load_s": round(result.load_s, 3),
        "prompt_tokens_per_s": round(result.prompt_tokens_per_s, 2),
        "generation_tokens_per_s": round(result.generation_tokens_per_s, 2),
        "parallel_tokens_per_s": {
            str(count): round(speed, 2) for count, speed in result.parallel_tokens_per_s.items()
        },
        "score_rows_per_s": round(result.score_rows_per_s, 2),
        "time_to_first_token_s": round(result.time_to_first_token_s, 4),
        "engine_rss_mb": round(result.engine_rss_mb, 1),
    }


def table(model: InstalledModel, loaded: LoadedModel, result: BenchResult) -> str:
    """How the model was loaded, and what was measured, one figure a line."""
    lines = [(fill(figure.label, figure.params), figure) for figure in figures(result)]
    width = max(len(label) for label, _ in lines)
    threads = f", threads: {result.threads}, for prompts {result.threads_batch}" if result.threads else ""
    text = [f"{model.name} ({result.model})", f"{result.device}{threads}", loaded_line(loaded), ""]
    text += [
        f"  {label:<{width}}  {figure.value:>9,.{figure.digits}f} {figure.unit}" for label, figure in lines
    ]
    return "\n".join(text) + "\n"
