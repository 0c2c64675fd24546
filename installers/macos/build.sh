#!/usr/bin/env bash
# Build the macOS program: dist/llmdesk.app and dist/llmdesk-VERSION-ARCH.dmg.
#   installers/macos/build.sh [--starter-model]
# Needs a Mac of the kind it is for (arm64 or x86_64) with macOS 12 or newer, and what prepare.sh brings.
# Signed and notarized where these are set; without them macOS opens it only after a right-click, Open:
#   LLMDESK_IDENTITY   "Developer ID Application: NAME (TEAM)", a certificate in the keychain
#   LLMDESK_NOTARY     a keychain profile made once by: xcrun notarytool store-credentials
set -euo pipefail
# shellcheck source=installers/macos/prepare.sh
source "$(dirname "$0")/prepare.sh"
cd "$root"
install_system_tools

# Metal, and every kind of processor of this architecture; the program chooses on the user's computer.
export CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_BACKEND_DL=ON -DGGML_CPU_ALL_VARIANTS=ON"
export MACOSX_DEPLOYMENT_TARGET=12.0
install_environment --dev --venv build/environment
export LLMDESK_BUNDLE_MODEL=0
[ "${1:-}" != --starter-model ] || LLMDESK_BUNDLE_MODEL=1

build/environment/bin/python installers/icons.py build/icons
export LLMDESK_ICON="$root/build/icons/llmdesk.icns"
export LLMDESK_ENTITLEMENTS="$root/installers/macos/entitlements.plist"
build/environment/bin/pyinstaller --noconfirm --distpath dist --workpath build installers/llmdesk.spec

app=dist/llmdesk.app
version=$(build/environment/bin/python -c "import importlib.metadata; print(importlib.metadata.version('llmdesk'))")
image="dist/llmdesk-$version-$(uname -m).dmg"
if [ -n "${LLMDESK_IDENTITY:-}" ]; then
  codesign --verify --deep --strict "$app"
fi

# The image holds the program beside a link to where it belongs.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname llmdesk -srcfolder "$stage" -format ULFO -ov "$image"
if [ -n "${LLMDESK_IDENTITY:-}" ] && [ -n "${LLMDESK_NOTARY:-}" ]; then
  codesign --sign "$LLMDESK_IDENTITY" --timestamp "$image"
  xcrun notarytool submit "$image" --keychain-profile "$LLMDESK_NOTARY" --wait
  xcrun stapler staple "$image"
fi
echo "$image"
