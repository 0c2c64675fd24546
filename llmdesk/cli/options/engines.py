"""The words of `llmdesk engines` and its commands. Must not import anything slow."""

from __future__ import annotations

import argparse

from llmdesk.cli.options.command import Command


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what you call it")
    parser.add_argument("address", metavar="URL", help="http://HOST:PORT, or https://HOST/v1")


def _named(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="as engines list shows it")


def _named_or_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME|URL", help="as engines list shows it, or an address")


ENGINES = Command(
    "engines",
    "engines elsewhere that answer instead of this computer",
    commands=(
        Command("list", "list the engines that are kept", run="llmdesk.cli.engines.kept:run_list"),
        Command(
            "add",
            "keep an engine by a name",
            "It is asked what it can do first. --model NAME chooses among several models. An access token in "
            "LLMDESK_ENGINE_TOKEN is put into the system's keyring, for this address alone.",
            run="llmdesk.cli.engines.kept:run_add",
            add_options=_add,
        ),
        Command(
            "test",
            "ask an engine what it can do, and measure its speed",
            run="llmdesk.cli.engines.kept:run_test",
            add_options=_named_or_address,
        ),
        Command(
            "remove",
            "forget an engine and its access token",
            run="llmdesk.cli.engines.kept:run_remove",
            add_options=_named,
        ),
    ),
)
