"""`llmdesk tools list`, `show`, `export`, `import` and `check`.

Owns how tools of one's own are shown on the terminal. What they are and mean is `tools.own`'s.
"""

from __future__ import annotations

import argparse

from llmdesk.cli.presets import language_of
from llmdesk.cli.session import Session
from llmdesk.cli.shell import exit_status
from llmdesk.cli.shell.console import Console
from llmdesk.errors import shown
from llmdesk.outputs import look_at
from llmdesk.tools.kept import write
from llmdesk.tools.own import OwnTool, ToolShelf, as_toml, read_tool

_WIDTH = 26


def run_list(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    found = ToolShelf(session.store()).all(language_of(session))
    if console.json:
        console.write_json([{**_facts(each.tool), "own": each.item is not None} for each in found])
        return exit_status.OK
    for each in found:
        tool = each.tool
        name = tool.name if each.item is not None else tool.key
        about = tool.about if each.item is not None else f"{tool.name}: {tool.about}"
        console.write(f"{shown(name, _WIDTH):<{_WIDTH}}  {tool.gives:<10}  {shown(about)}\n")
    return exit_status.OK


def run_show(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    tool = ToolShelf(session.store()).find(arguments.name, language_of(session))
    if console.json:
        console.write_json(_facts(tool))
    else:
        console.write(as_toml(tool))
    return exit_status.OK


def run_export(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    tool = ToolShelf(session.store()).find(arguments.name, language_of(session))
    output = look_at(arguments.out.expanduser(), overwrite=arguments.overwrite)
    path = output.write(as_toml(tool).encode())
    if console.json:
        console.write_json({"path": str(path), "tool": tool.name})
    else:
        console.write(f"{path}\n")
    return exit_status.OK


def run_import(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    tool = read_tool(arguments.file.expanduser())
    added = ToolShelf(session.store()).add(tool)
    name = tool.name if added is None else added.name
    if console.json:
        console.write_json({"tool": name, "new": added is not None})
    elif added is None:
        console.write(f"“{shown(name)}” is here already.\n")
    else:
        console.write(f"“{shown(name)}” was added.\n")
        if name != tool.name:
            console.note("it got a number, since the name was taken.")
    return exit_status.OK


def run_check(arguments: argparse.Namespace, session: Session, console: Console) -> int:
    tool = read_tool(arguments.file.expanduser())
    if console.json:
        console.write_json(_facts(tool))
    else:
        places = ", ".join(f"{{{name}}}" for name in tool.takes)
        console.write(f"“{shown(tool.name)}” can be used: takes {places}, gives {tool.gives}.\n")
    return exit_status.OK


def _facts(tool: OwnTool) -> dict[str, object]:
    found: dict[str, object] = write(tool)
    return found
