"""Processors that cannot do what a build of llama.cpp asks of them, made with small libraries in C that are
put before llama.cpp's own: real children, real deaths."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.engine.variants.build import Build

# Put together out of parts; `real` is llama.cpp's own function of that name.
_SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
static void * loaded(void) { return dlopen("libggml-cpu.so.0", RTLD_NOW | RTLD_NOLOAD); }
typedef void (*gemm_t)(int, float *, size_t, const void *, const void *, int, int);
void ggml_gemm_q4_0_8x8_q8_0(int n, float * s, size_t bs, const void * x, const void * y, int nr, int nc) {
    static gemm_t real;
    if (!real) real = (gemm_t) dlsym(loaded(), "ggml_gemm_q4_0_8x8_q8_0");
    if (%(when)s) { %(what)s }
    real(n, s, bs, x, y, nr, nc);
}
void ggml_gemv_q4_0_8x8_q8_0(int n, float * s, size_t bs, const void * x, const void * y, int nr, int nc) {
    static gemm_t real;
    if (!real) real = (gemm_t) dlsym(loaded(), "ggml_gemv_q4_0_8x8_q8_0");
    if (%(always)d && %(when)s) { __builtin_trap(); }
    real(n, s, bs, x, y, nr, nc);
}
typedef void (*dot_t)(int, float *, size_t, const void *, size_t, const void *, size_t, int);
void ggml_vec_dot_q4_0_q8_0(int n, float * s, size_t bs, const void * x, size_t bx, const void * y, size_t by,
                            int nrc) {
    static dot_t real;
    if (!real) real = (dot_t) dlsym(loaded(), "ggml_vec_dot_q4_0_q8_0");
    if (%(always)d && %(when)s) { __builtin_trap(); }
    real(n, s, bs, x, bx, y, by, nrc);
}
"""
_QUANTIZE = """
import sys
from llmdesk.engine.child.llama import C
params = C.llama_model_quantize_default_params()
params.ftype, params.allow_requantize, params.nthread = 2, True, 2  # all in Q4_0
sys.exit(C.llama_model_quantize(sys.argv[1].encode(), sys.argv[2].encode(), params))
"""

OnProcessor = Callable[..., None]


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OnProcessor:
    """Make this processor fail from now on in products of wide batches with repacked Q4_0 weights.

    `what`: C code ("__builtin_trap();"); `when`: for which products, by the length `n` of a row; `always`:
    die in narrow ones and without repacking as well.
    """
    compiler = shutil.which("cc") or shutil.which("gcc")
    linked = any(folder.glob("libggml-cpu.so.0") for folder in Build.installed().folders)
    if sys.platform != "linux" or compiler is None or not linked:
        pytest.skip("needs Linux, a C compiler, and a build of llama.cpp in one library")
    if " avx2 " not in Path("/proc/cpuinfo").read_text("utf-8"):
        pytest.skip("the code that is replaced is that for AVX2")

    def make(what: str, when: str = "1", *, always: bool = False) -> None:
        source, library = tmp_path / "processor.c", tmp_path / "processor.so"
        source.write_text(_SHIM % {"what": what, "when": when, "always": always})
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        monkeypatch.setenv("LD_PRELOAD", str(library))

    return make


@pytest.fixture(scope="session")
def repacked(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter model in Q4_0, whose weights llama.cpp lays out anew for AVX2. Rows are 576 long."""
    path = tmp_path_factory.mktemp("models") / "starter.Q4_0.gguf"
    arguments = [sys.executable, "-c", _QUANTIZE, str(starter), str(path)]
    subprocess.run(arguments, check=True, capture_output=True)
    return path
