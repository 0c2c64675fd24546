"""`llmdesk presets list`, `show`, `export` and `import`; and the preset of `llmdesk chat --preset`.

Owns how presets are shown on the terminal. What they are and mean is `tools.chat.presets`'s.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.errors import NoModelError, UsageError
from llmdesk.outputs import look_at
from llmdesk.tools.chat.presets.exchange import file_bytes, read_file, told
from llmdesk.tools.chat.presets.shelf import Shelved, Taken, preset_shelf, prompt_shelf
from llmdesk.tools.chat.presets.types import Preset
from llmdesk.tools.chat.presets.values import preset_value

if TYPE_CHECKING:
    from llmdesk.models.library import InstalledModel

_NAMES_WIDTH = 24


def find_preset(session: Session, name: str) -> Preset:
    """Raises `UsageError` for one that is not there."""
    return preset_shelf(session.store()).find(name, language_of(session))


def model_for(session: Session, console: Console, preset: Preset | None) -> InstalledModel:
    """The model of --model, else the preset's; where that is gone, it is said, and the usual one is taken."""
    if session.options.model is None and preset is not None and preset.model:
        try:
            return session.library.find(preset.model)
        except NoModelError:
            model = session.model()
            console.note(
                f"“{preset.name}” was made for the model {preset.model}, which is not here; "
                f"{model.name} answers."
            )
            return model
    return session.model()


def language_of(session: Session) -> str:
    """In which the ready-made presets are: the window's, else that of the system."""
    language = session.settings.language
    if language != "system":
        return language
    said = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "zh_CN" if said.startswith("zh") else "en"


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    found = preset_shelf(session.store()).all(language_of(session))
    if console.json:
        console.write_json([_facts(each) for each in found])
        return exit_status.OK
    for each in found:
        name = each.value.name if each.item is not None else f"{each.value.name} ({each.value.key})"
        console.write(f"{name:<{_NAMES_WIDTH}}  {_beginning(each.value.instructions)}\n")
    return exit_status.OK


def run_show(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    preset = find_preset(session, arguments.name)
    if console.json:
        console.write_json(preset_value(preset))
        return exit_status.OK
    members = preset_value(preset)
    instructions = members.pop("instructions", "")
    console.write(f"{members.pop('name')}\n\n{instructions}\n")
    members.pop("key", None)
    if members:
        console.write("\n")
    for name, value in members.items():
        said = ", ".join(map(repr, value)) if isinstance(value, list) else value
        console.write(f"{name.replace('_', ' ')}: {said}\n")
    return exit_status.OK


def run_export(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    if bool(arguments.names) == arguments.all:
        raise UsageError(
            "The command line makes no sense.",
            "Which presets are to be exported?",
            "Name them (llmdesk presets list shows them), or give --all for all of your own.",
        )
    store = session.store()
    shelf, language = preset_shelf(store), language_of(session)
    if arguments.all:
        presets = [each.value for each in shelf.own()]
        prompts = [each.value for each in prompt_shelf(store).own()]
    else:
        presets, prompts = [shelf.find(name, language) for name in arguments.names], []
    if not presets and not prompts:
        raise UsageError(
            "There is nothing to export.",
            "You have no presets and no prompts of your own.",
            "Name a ready-made one; llmdesk presets list shows them.",
        )
    output = look_at(arguments.out.expanduser(), overwrite=arguments.overwrite)
    path = output.write(file_bytes(presets, prompts))
    if console.json:
        console.write_json({"path": str(path), "presets": len(presets), "prompts": len(prompts)})
    else:
        console.write(f"{path}\n")
    return exit_status.OK


def run_import(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    came, store = read_file(arguments.file.expanduser()), session.store()
    presets = preset_shelf(store).take_in(came.presets)
    prompts = prompt_shelf(store).take_in(came.prompts)
    if console.json:
        console.write_json(
            {
                "presets": _counts(presets),
                "prompts": _counts(prompts),
                "ignored": list(came.ignored),
                "unread": list(came.unread),
            }
        )
        return exit_status.OK
    for taken, words in ((presets, "presets"), (prompts, "prompts")):
        if taken.new or taken.known:
            console.write(f"{words}: {taken.new} new, {taken.known} already here.\n")
        if taken.renamed:
            console.note(f"{words}: {taken.renamed} got a number, since the name was taken.")
    if not came.presets and not came.prompts:
        console.note("the file holds no presets and no prompts.")
    for line in told(came):
        console.note(str(line))
    return exit_status.OK


def _counts(taken: Taken) -> dict[str, int]:
    return {"new": taken.new, "known": taken.known, "renamed": taken.renamed}


def _facts(each: Shelved[Preset]) -> dict[str, object]:
    return {**preset_value(each.value), "own": each.item is not None}


def _beginning(text: str, most: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
