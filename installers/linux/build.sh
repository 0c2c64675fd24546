#!/usr/bin/env bash
# Build what goes to other people's Linux computers, into dist/ (one command, from nothing):
#   llmdesk-VERSION-linux-ARCH.tar.gz   runs from any folder
#   llmdesk_VERSION_ARCH.deb            for Debian and Ubuntu
#
#   installers/linux/build.sh [--without-model] [--out FOLDER]
#
# Without --without-model the starter model (98 MB) is inside. They run where the C library is not
# older than here: build on the oldest system that they are meant for. CMAKE_ARGS replaces the settings
# of llama.cpp's build, which are: one library for each kind of processor.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
# shellcheck source=installers/linux/system.sh
. installers/linux/system.sh
# shellcheck source=installers/linux/package.sh
. installers/linux/package.sh

out=dist
model=1
while [ $# -gt 0 ]; do
    case "$1" in
    --without-model) model=0 ;;
    --out) out=${2:?--out needs a folder} && shift ;;
    *) echo "unknown: $1 (see the head of $0)" >&2 && exit 2 ;;
    esac
    shift
done

bring_system tools window packages
bring_python_library
work=build/bundle
export CMAKE_ARGS="${CMAKE_ARGS:--DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON}"
"$python" installers/environment.py --dev --venv "$work/venv"
LLMDESK_BUNDLE_MODEL=$model "$work/venv/bin/pyinstaller" --noconfirm --log-level WARN \
    --distpath "$work/dist" --workpath "$work/pyinstaller" installers/llmdesk.spec

version=$("$work/venv/bin/python" -c 'import llmdesk; print(llmdesk.__version__)')
"$work/venv/bin/python" installers/icons.py "$work/icons"
mkdir -p "$out"
finish_folder "$work/dist/llmdesk"
make_tar "$work/dist/llmdesk" "$out/llmdesk-$version-linux-$(uname -m).tar.gz"
if command -v dpkg-deb >/dev/null; then
    make_deb "$work/dist/llmdesk" "$work/icons" "$version" "$work/deb" \
        "$out/llmdesk_${version}_$(dpkg --print-architecture).deb"
fi
du -h "$out"/llmdesk[-_]"$version"*
