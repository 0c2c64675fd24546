"""Tries a built `.tar.gz` and `.deb` in a fresh Debian, the way people will use them.

    python3 installers/linux/try_bundle.py dist/llmdesk-*.tar.gz [dist/llmdesk_*.deb]

Needs root, debootstrap and Debian's packages. The tree has what every desktop has, Xvfb, and no Python,
compiler or source. Each check is a function; what it says is printed, and the first that fails ends it.
`--tree FOLDER` keeps the tree for the next time. Changes nothing outside of the tree, but for the duration
of one check: a rule in binfmt_misc that runs one marked program under qemu.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DESKTOP = ["libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "fonts-noto-cjk"]
TOOLS = ["xvfb", "x11-utils", "qemu-user"]
FOLDER = "/srv/语言 模型/llmdesk"
OLD_PROCESSORS = ("Nehalem", "Westmere")  # without AVX
USER = "1000:1000"
TEXT = """The town library was built in 1911 with money from the paper mill. In March the council voted
nine to two to repair its roof, which will cost 240,000 dollars. The mayor said that the reading room will
stay open during the work. Two members wanted to sell the building instead, because it costs 31,000 dollars
a year to heat. The work begins in June and is to end before the first snow. The library lends 52,000 books
a year.
"""


class Tree:
    """A Debian in a folder, with what programs need of the kernel."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self, suite: str) -> None:
        if not (self.path / "ready").exists():
            check_call("debootstrap", "--variant=minbase", suite, str(self.path))
            for name in ("etc/resolv.conf", "etc/hosts"):
                shutil.copy(Path("/", name), self.path / name)
            self.root("apt-get", "install", "-y", "-q", "--no-install-recommends", *DESKTOP, *TOOLS)
            self.root("useradd", "--create-home", "--uid", "1000", "jane")
            (self.path / "ready").touch()
        for name in ("python3", "cc", "gcc", "cmake"):
            assert not any((self.path / place / name).exists() for place in ("usr/bin", "usr/local/bin")), (
                name
            )

    @contextlib.contextmanager
    def mounted(self) -> Iterator[None]:
        mounts = [("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "dev/shm")]
        with contextlib.ExitStack() as stack:
            for kind, place in mounts:
                target = self.path / place
                target.mkdir(parents=True, exist_ok=True)
                check_call("mount", "-t", kind, kind, str(target))
                stack.callback(check_call, "umount", "--lazy", str(target))
            yield

    def root(self, *words: str) -> None:
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        subprocess.run(["chroot", self.path, *words], check=True, env=env, stdout=subprocess.DEVNULL)

    def user(self, *words: str, env: Mapping[str, str] | None = None) -> list[str]:
        """The command line that runs this as a user with nothing in the environment."""
        plain = {"HOME": "/home/jane", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **(env or {})}
        variables = [f"{name}={value}" for name, value in plain.items() if value]
        return ["chroot", f"--userspec={USER}", str(self.path), "/usr/bin/env", "-i", *variables, *words]

    def ask(self, *words: str, env: Mapping[str, str] | None = None, timeout: float = 600) -> Any:
        """The JSON of a command of llmdesk's."""
        done = subprocess.run(
            self.user(*words, "--json", env=env),
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=timeout, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{words} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        return json.loads(done.stdout)


def check_call(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def unpack(tree: Tree, archive: Path) -> str:
    """Into a folder with a space and Chinese characters; returns the program's path inside of the tree."""
    folder = tree.path / FOLDER.lstrip("/")
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.parent.mkdir(parents=True)
    check_call("tar", "--extract", "--file", str(archive), "--directory", str(folder.parent))
    return f"{FOLDER}/llmdesk"


def it_knows_itself(tree: Tree, program: str) -> str:
    report = tree.ask(program, "doctor")
    assert report["system"]["installed as"] == "bundle", report["system"]
    problems = {title: facts["problem"] for title, facts in report.items() if "problem" in facts}
    assert not problems, problems
    assert "cpu-x64" in report["llama.cpp"]["backends"], report["llama.cpp"]
    return f"{report['system']['system']}, {report['llama.cpp']['backends']}"


def it_answers(tree: Tree, program: str) -> str:
    answer = tree.ask(program, "chat", "Name three colours.", "--max-tokens", "24", "--seed", "1")
    assert answer["completion_tokens"] > 3, answer
    return repr(answer["text"])


def it_summarizes(tree: Tree, program: str) -> str:
    (tree.path / "home/jane/library.txt").write_text(TEXT * 3, "utf-8")
    summary = tree.ask(program, "summarize", "/home/jane/library.txt", "--length", "short")
    assert summary["chars_read"] == summary["chars_total"] > 1000, summary
    return repr(summary["summary"][:100])


def it_judges_a_table(tree: Tree, program: str) -> str:
    rows = [f'{n},"{"A lovely film." if n % 2 else "A dreadful bore."}"' for n in range(20)]
    (tree.path / "home/jane/films.csv").write_text("\n".join(["id,text", *rows]) + "\n", "utf-8")
    out = tree.path / "home/jane/scored.csv"
    out.unlink(missing_ok=True)
    tree.ask(
        program,
        "sentiment",
        "--table",
        "/home/jane/films.csv",
        "--column",
        "text",
        "--out",
        "/home/jane/scored.csv",
    )
    lines = out.read_text("utf-8-sig").splitlines()
    assert len(lines) == 21, lines
    return lines[1]


def it_writes_a_poem(tree: Tree, program: str) -> str:
    poem = tree.ask(program, "poem", "--form", "haiku", "--topic", "the first snow", "--seed", "1")
    assert len(poem["lines"]) == 3, poem
    return " / ".join(poem["lines"])


def its_window_opens(tree: Tree, program: str) -> str:
    """Twice; and it ends when it is told to, without a word. Besides the time, which depends on what else
    runs, the processor time that it took until then."""
    starts = [open_window(tree, program) for _ in range(2)]
    return ", then ".join(
        f"shown after {seconds:.1f} s ({own:.1f} s of computing)" for seconds, own in starts
    )


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def open_window(tree: Tree, program: str) -> tuple[float, float]:
    display = {"DISPLAY": ":77"}
    with subprocess.Popen(tree.user("Xvfb", ":77", "-screen", "0", "1280x800x24"), stderr=-3) as server:
        try:
            wait_for(lambda: (tree.path / "tmp/.X11-unix/X77").exists(), 20)
            began = time.monotonic()
            with subprocess.Popen(
                tree.user(program, env=display), stderr=subprocess.PIPE, encoding="utf-8"
            ) as window:
                look = tree.user("xwininfo", "-root", "-tree", env=display)
                try:
                    wait_for(lambda: shows_window(look), 60, window)
                    shown = time.monotonic() - began, processor_seconds(window.pid)
                    time.sleep(3)
                finally:
                    window.terminate()
                errors = window.communicate(timeout=60)[1]
                assert not re.search("Traceback|annot|ould not", errors), errors
                return shown
        finally:
            server.terminate()
            server.wait(20)
            (tree.path / "tmp/.X77-lock").unlink(missing_ok=True)


def shows_window(look: list[str]) -> bool:
    listed = subprocess.run(look, capture_output=True, text=True, check=False).stdout
    return bool(re.search(r'"[^"]*llmdesk[^"]*".* \d{3,4}x\d{3}', listed))


def wait_for(condition: Any, seconds: float, process: subprocess.Popen[str] | None = None) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert process is None or process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline, "nothing came"
        time.sleep(0.05)


def it_runs_where_it_cannot_write(tree: Tree, program: str) -> str:
    place = str(tree.path / FOLDER.lstrip("/"))
    check_call("mount", "--bind", place, place)
    try:
        check_call("mount", "-o", "remount,bind,ro", place)
        return it_answers(tree, program)
    finally:
        check_call("umount", place)


def it_runs_without_a_home(tree: Tree, program: str) -> str:
    """With a home that is not there it says what to do, and doing that helps; with none named it runs."""
    nowhere = {"HOME": "/nonexistent"}
    refused = subprocess.run(
        tree.user(program, "chat", "Hello", env=nowhere),
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=600, check=False,
    )  # fmt: skip
    assert refused.returncode == 2, refused
    assert "--data-dir" in refused.stderr, refused
    said = []
    for words, env in (("--data-dir", "/tmp/data"), nowhere), ((), {"HOME": ""}):
        answer = tree.ask(program, *words, "chat", "Hello", "--max-tokens", "8", env=env)
        assert answer["completion_tokens"] > 1
        said.append(repr(answer["text"]))
    return ", ".join(said)


def it_answers_on_an_old_processor(tree: Tree, program: str) -> str:
    """The program is marked in bytes that nobody reads, and a rule of binfmt_misc runs what is so marked
    under qemu: each process of llmdesk's, its engine too."""
    if os.uname().machine != "x86_64":
        return "only on x86_64"
    rules = Path("/proc/sys/fs/binfmt_misc")
    if not (rules / "register").exists():
        check_call("mount", "-t", "binfmt_misc", "none", str(rules))
    file = tree.path / program.lstrip("/")
    content = file.read_bytes()
    mark = b"oldcpu"
    escaped = "".join(f"\\x{byte:02x}" for byte in content[:9] + mark)
    said = []
    try:
        (rules / "register").write_text(f":llmdesk-old:M::{escaped}::/usr/bin/qemu-x86_64:")
        file.write_bytes(content[:9] + mark + content[9 + len(mark) :])
        for processor in OLD_PROCESSORS:
            env = {"QEMU_CPU": processor, "XDG_CACHE_HOME": f"/home/jane/cache-{processor}"}
            answer = tree.ask(program, "chat", "Hello", "--max-tokens", "4", env=env, timeout=1800)
            assert answer["completion_tokens"] > 1, answer
            chosen = tree.ask(program, "doctor", env=env)["computing"]["chosen"]
            assert re.search("sse42|x64", chosen), chosen
            said.append(f"{processor}: {chosen}")
    finally:
        file.write_bytes(content)
        if (rules / "llmdesk-old").exists():
            (rules / "llmdesk-old").write_text("-1")
    return "\n  ".join(said)


CHECKS = (
    it_knows_itself, it_answers, it_summarizes, it_judges_a_table, it_writes_a_poem, its_window_opens,
    it_runs_where_it_cannot_write, it_runs_without_a_home, it_answers_on_an_old_processor,
)  # fmt: skip


def the_package_installs(tree: Tree, package: Path) -> str:
    """With the dependencies that it names, and it is on the path; removed, nothing of it is left."""
    shutil.copy(package, tree.path / "tmp/llmdesk.deb")
    tree.root("apt-get", "install", "-y", "-q", "--no-install-recommends", "/tmp/llmdesk.deb")
    said = it_answers(tree, "llmdesk-cli") + ", " + its_window_opens(tree, "llmdesk")
    tree.root("apt-get", "remove", "-y", "-q", "llmdesk")
    left = [path for path in ("usr/lib/llmdesk", "usr/bin/llmdesk") if (tree.path / path).exists()]
    assert not left, left
    return said


def run(archive: Path, package: Path | None, tree: Tree, suite: str, only: str) -> None:
    tree.prepare(suite)
    with tree.mounted():
        program = unpack(tree, archive)
        for check in CHECKS:
            if only in check.__name__:
                print(f"{check.__name__.replace('_', ' ')}:", flush=True)
                print(f"  {check(tree, program)}", flush=True)
        if package is not None and only in "the_package_installs":
            print(f"the package installs:\n  {the_package_installs(tree, package)}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Tries a built bundle in a fresh Debian.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("package", type=Path, nargs="?")
    parser.add_argument("--tree", type=Path, help="keep the Debian in this folder")
    parser.add_argument("--suite", default="bookworm")
    parser.add_argument("--only", default="", metavar="WORD", help="only the checks with this in their name")
    words = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        sys.exit("This needs root and debootstrap.")
    with tempfile.TemporaryDirectory() as folder:
        tree = Tree((words.tree or Path(folder, "tree")).absolute())
        run(words.archive, words.package, tree, words.suite, words.only)


if __name__ == "__main__":
    main()
