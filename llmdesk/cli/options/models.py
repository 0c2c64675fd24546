"""The words of `llmdesk models` and its commands. Must not import anything slow."""

from __future__ import annotations

import argparse
from pathlib import Path

from llmdesk.cli.options.command import Command
from llmdesk.cli.shell import argument_types


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("file", metavar="FILE", type=Path)


def _search(search: argparse.ArgumentParser) -> None:
    search.add_argument("text", metavar="TEXT", nargs="+", help="part of the repo's name")
    search.add_argument("--sort", choices=("downloads", "likes", "updated"), default="downloads")
    search.add_argument(
        "--limit", metavar="N", type=argument_types.positive, default=20, help="at most so many repos (20)"
    )


def _files(files: argparse.ArgumentParser) -> None:
    files.add_argument("repo", metavar="REPO", help="owner/name")


def _download(download: argparse.ArgumentParser) -> None:
    download.add_argument("repo", metavar="REPO", help="owner/name")
    download.add_argument(
        "file", metavar="FILE", help="its name or its quantization (Q4_K_M); all parts of a split model come"
    )


def _import(take: argparse.ArgumentParser) -> None:
    take.add_argument("file", metavar="FILE", type=Path, help="of a split model, any part")
    take.add_argument("--copy", action="store_true", help="copy it into the models folder instead")


def _remove(remove: argparse.ArgumentParser) -> None:
    remove.add_argument("name", metavar="NAME", help="as models list shows it, or its path")
    remove.add_argument("--yes", action="store_true", help="do not ask")


def _settings(settings: argparse.ArgumentParser) -> None:
    settings.add_argument("name", metavar="NAME", help="as models list shows it, or its path")
    settings.add_argument(
        "--gpu-layers",
        metavar="N",
        type=argument_types.not_negative,
        help="so many of its layers on the graphics card; 0 for none",
    )
    settings.add_argument(
        "--kv-type",
        metavar="TYPE",
        type=argument_types.kv_type,
        help="how its context is kept: f16, q8_0 (about half the memory), q4_0 (a quarter); "
        "for keys and values apart: q8_0/q4_0",
    )
    settings.add_argument("--flash-attention", choices=("auto", "on", "off"))
    settings.add_argument(
        "--template", metavar="FILE", type=Path, help="a chat template (Jinja) in place of the model's own"
    )
    settings.add_argument(
        "--reset",
        metavar="WHAT",
        nargs="?",
        const="all",
        action="append",
        type=argument_types.own_setting,
        help="back to automatic: context, gpu-layers, kv-type, flash-attention, template; all without WHAT",
    )


MODELS = Command(
    "models",
    "the model files on this computer, and those of the Hub",
    commands=(
        Command("list", "list the models that llmdesk finds", run="llmdesk.cli.models.listing:run_list"),
        Command(
            "check",
            "say what a GGUF file is, or what is wrong with it",
            run="llmdesk.cli.models.listing:run_check",
            add_options=_check,
        ),
        Command(
            "search",
            "look for repos with GGUF files at the Hub",
            run="llmdesk.cli.models.hub:run_search",
            add_options=_search,
        ),
        Command(
            "files",
            "list the model files of a repo, and which fit into the memory",
            run="llmdesk.cli.models.hub:run_files",
            add_options=_files,
        ),
        Command(
            "download",
            "fetch a model file and verify it bit for bit",
            "What has arrived when it is stopped or fails is kept, and the same command goes on from there.",
            run="llmdesk.cli.models.hub:run_download",
            add_options=_download,
        ),
        Command(
            "import",
            "take a GGUF file of yours into the list",
            "It is used where it lies and stays yours: removing it only takes it off the list.",
            run="llmdesk.cli.models.library:run_import",
            add_options=_import,
        ),
        Command(
            "settings",
            "show and change how one model is loaded, here and in the window",
            "Without options it shows them. They count from the next time the model is loaded; --context and "
            "--device of another command win over them. --context N sets the context.",
            run="llmdesk.cli.models.settings:run",
            add_options=_settings,
        ),
        Command(
            "remove",
            "move the files of a model to the trash",
            run="llmdesk.cli.models.library:run_remove",
            add_options=_remove,
        ),
    ),
)
