# shellcheck shell=bash
# What llmdesk needs of the system on Linux: works out what is missing and, on Debian and Ubuntu,
# installs it with apt. To be sourced; `bring_system tools window` is the way in, `python` the result.
# Does nothing, and asks for nothing, where all is there.

oldest_minor=11 # Python 3.11
python= # the Python to make .venv with

# kind, how to see that it is there, Debian's package, what it is for
needs='
tools    command:c++                   g++                  compiling llama.cpp
tools    command:cmake                 cmake                compiling llama.cpp
tools    command:ninja                 ninja-build          compiling llama.cpp
window   libEGL.so.1                   libegl1              the window (Qt)
window   libGL.so.1                    libgl1               the window (Qt)
window   libglib-2.0.so.0              libglib2.0-0         the window (Qt)
window   libdbus-1.so.3                libdbus-1-3          the window (Qt)
window   libfontconfig.so.1            libfontconfig1       the window (Qt)
window   libgssapi_krb5.so.2           libgssapi-krb5-2     the window (Qt)
window   libxkbcommon-x11.so.0         libxkbcommon-x11-0   the window (Qt)
window   libxcb-cursor.so.0            libxcb-cursor0       the window (Qt)
window   libxcb-icccm.so.4             libxcb-icccm4        the window (Qt)
window   libxcb-image.so.0             libxcb-image0        the window (Qt)
window   libxcb-keysyms.so.1           libxcb-keysyms1      the window (Qt)
window   libxcb-randr.so.0             libxcb-randr0        the window (Qt)
window   libxcb-render-util.so.0       libxcb-render-util0  the window (Qt)
window   libxcb-shape.so.0             libxcb-shape0        the window (Qt)
window   libxcb-xkb.so.1               libxcb-xkb1          the window (Qt)
window   libX11-xcb.so.1               libx11-xcb1          the window (Qt)
window   libxcb-glx.so.0               libxcb-glx0          the window (Qt)
window   libxcb-render.so.0            libxcb-render0       the window (Qt)
window   libxcb-shm.so.0               libxcb-shm0          the window (Qt)
window   libxcb-sync.so.1              libxcb-sync1         the window (Qt)
window   libxcb-util.so.1              libxcb-util1         the window (Qt)
window   libxcb-xfixes.so.0            libxcb-xfixes0       the window (Qt)
window   libxkbcommon.so.0             libxkbcommon0        the window (Qt)
window   libwayland-client.so.0        libwayland-client0   the window (Wayland)
window   libwayland-cursor.so.0        libwayland-cursor0   the window (Wayland)
window   libwayland-egl.so.1           libwayland-egl1      the window (Wayland)
window   font:zh                       fonts-noto-cjk       Chinese in the window
packages command:objdump               binutils             looking into programs
packages command:desktop-file-validate desktop-file-utils   checking the menu entry
packages command:appstreamcli          appstream            checking the description for software centres
tests    command:Xvfb                  xvfb                 tests with a real window
tests    command:dbus-run-session      dbus                 tests of notices on the desktop
'

has_library() { # soname
    libraries="${libraries:-$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)}"
    local kind=
    case "$(uname -m)" in
    x86_64) kind=',x86-64' ;;
    aarch64) kind=',AArch64' ;;
    esac
    grep -qF "$1 (libc6$kind" <<<"$libraries"
}

has_chinese_font() {
    if command -v fc-list >/dev/null; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        [ -n "$(find /usr/share/fonts /usr/local/share/fonts -iname '*cjk*' -print -quit 2>/dev/null)" ]
    fi
}

is_there() { # how to see it
    case "$1" in
    command:*) command -v "${1#command:}" >/dev/null ;;
    font:*) has_chinese_font ;;
    *) has_library "$1" ;;
    esac
}

missing() { # kinds… → lines "package<tab>what for"
    local kind check package reason
    while read -r kind check package reason; do
        [ -n "$kind" ] || continue
        case " $* " in
        *" $kind "*) is_there "$check" || printf '%s\t%s\n' "$package" "$reason" ;;
        esac
    done <<<"$needs"
}

is_new_enough() { # command
    command -v "$1" >/dev/null && "$1" -c "import sys; sys.exit(sys.version_info < (3, $oldest_minor))" 2>/dev/null
}

find_python() { # sets python to one that is new enough and can make environments
    local name
    for name in "${LLMDESK_PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$name" && "$name" -c 'import ensurepip, venv' 2>/dev/null; then
            # shellcheck disable=SC2034 # for whoever sources this
            python=$name
            return 0
        fi
    done
    return 1
}

python_packages() { # → a line as of `missing`: Debian's package for a Python that can make environments
    local name=python3-venv
    # Ubuntu 22.04's own Python is 3.10; it has 3.11 beside it.
    # shellcheck source=/dev/null
    if [ "$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")" = 'ubuntu 22.04' ]; then
        name=python3.11-venv
    fi
    printf '%s\t%s\n' "$name" 'Python and its environments'
}

knows() { # packages… : whether apt could install them, by the lists that are there
    apt-get install --simulate -qq --no-install-recommends "$@" >/dev/null 2>&1
}

as_root() { # a script for sh
    if [ "$(id -u)" = 0 ]; then
        sh -c "$1" </dev/null
    elif command -v sudo >/dev/null; then
        sudo -- sh -c "$1"
    else
        return 127
    fi
}

show() { # lines of `missing`, one line a reason
    awk -F'\t' '{ if (!($2 in packages)) order[++n] = $2; packages[$2] = packages[$2] " " $1 }
        END { for (i = 1; i <= n; i++) printf "  %s:%s\n", order[i], packages[order[i]] }'
}

install_packages() { # lines of `missing`
    local names install script
    names=$(cut -f1 <<<"$1" | sort -u | tr '\n' ' ')
    install="apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 $names"
    # The lists are fetched only where they do not know the packages, or know files that are gone.
    script="apt-get update && $install"
    # shellcheck disable=SC2086 # words
    if knows $names; then script="$install || { $script; }"; fi
    script="export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1; $script"
    if as_root "$script"; then return; fi
    cat >&2 <<EOF

The packages could not be installed. If you may not do that on this computer, ask whoever looks after it for

  apt-get install $names

Then run the same command again.
EOF
    return 1
}

without_apt() { # lines of `missing`
    cat >&2 <<EOF
llmdesk needs some things that this system lacks, and there is no apt here to bring them. On Debian they are:

$(show <<<"$1")

Install what your distribution calls them, then run the same command again. For the tools:

  Fedora      sudo dnf install gcc-c++ cmake ninja-build python3
  Arch        sudo pacman -S --needed gcc cmake ninja python
  openSUSE    sudo zypper install gcc-c++ cmake ninja python3

EOF
}

bring_python_library() { # PyInstaller packs Python as a library, which Debian has in a package of its own
    local soname
    soname=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("INSTSONAME"))')
    if has_library "$soname" || [ -e "$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("LIBDIR"))')/$soname" ]; then
        return
    fi
    echo "llmdesk's bundle needs Python as a library: ${soname%.so*}"
    install_packages "${soname%.so*}"
}

bring_system() { # kinds…
    local lacking
    lacking=$(
        find_python || python_packages
        missing "$@"
    )
    if [ -z "$lacking" ]; then
        find_python
        return
    fi
    if command -v apt-get >/dev/null; then
        printf 'llmdesk needs some packages of the system:\n%s\n' "$(show <<<"$lacking")"
        if [ "$(id -u)" != 0 ]; then
            echo 'They are installed with apt-get; sudo may ask for your password.'
        fi
        install_packages "$lacking" || return 2
        libraries=
    else
        without_apt "$lacking"
        # Without a library of the window the terminal works all the same.
        if [ -n "$(missing tools)" ]; then return 2; fi
    fi
    find_python || {
        echo "llmdesk needs Python 3.$oldest_minor or newer. Set LLMDESK_PYTHON to one." >&2
        return 2
    }
}
