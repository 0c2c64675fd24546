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


MODELS = Command(
    "models",
    "the model files on this computer, and those of the Hub",
    commands=(
        Command("list", "list the models that llmdesk finds", run="llmdesk.cli.models:run_list"),
        Command(
            "check",
            "say what a GGUF file is, or what is wrong with it",
            run="llmdesk.cli.models:run_check",
            add_options=_check,
        ),
        Command(
            "search",
            "look for repos with GGUF files at the Hub",
            run="llmdesk.cli.models_hub:run_search",
            add_options=_search,
        ),
        Command(
            "files",
            "list the model files of a repo, and which fit into the memory",
            run="llmdesk.cli.models_hub:run_files",
            add_options=_files,
        ),
        Command(
            "download",
            "fetch a model file and verify it bit for bit",
            "What has arrived when it is stopped or fails is kept, and the same command goes on from there.",
            run="llmdesk.cli.models_hub:run_download",
            add_options=_download,
        ),
        Command(
            "import",
            "take a GGUF file of yours into the list",
            "It is used where it lies and stays yours: removing it only takes it off the list.",
            run="llmdesk.cli.models_library:run_import",
            add_options=_import,
        ),
        Command(
            "remove",
            "move the files of a model to the trash",
            run="llmdesk.cli.models_library:run_remove",
            add_options=_remove,
        ),
    ),
)
