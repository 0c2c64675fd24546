"""The words of the commands about this computer. Must not import anything slow."""

from __future__ import annotations

import argparse

from llmdesk.cli.options.command import Command


def _bench(bench: argparse.ArgumentParser) -> None:
    bench.add_argument("--quick", action="store_true", help="one round of each figure instead of three")


BENCH = Command(
    "bench",
    "measure how fast the model runs on this computer",
    "Loading, reading a prompt, writing one answer and several side by side, scoring rows, memory. "
    "What else runs on the computer lowers the figures.",
    run="llmdesk.cli.bench:run",
    add_options=_bench,
)


def _doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument(
        "--check-version",
        action="store_true",
        help="ask over the network, once, whether there is a newer llmdesk, and nothing else",
    )


DOCTOR = Command(
    "doctor",
    "show what this computer has and what llmdesk found, for a bug report",
    run="llmdesk.cli.doctor:run",
    add_options=_doctor,
)
