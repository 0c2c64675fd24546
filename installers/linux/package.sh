# shellcheck shell=bash
# From the folder that PyInstaller made to what people download. To be sourced by build.sh.

here=$(dirname "${BASH_SOURCE[0]}")
# Libraries that not every desktop has: the .tar.gz has them inside, the .deb leaves them to the packages that
# it depends on (`needs` in system.sh).
of_the_system='lib(xcb|xkbcommon|gssapi|krb5|k5crypto|com_err|keyutils)'

finish_folder() { # folder: what PyInstaller cannot say
    rm -rf "$1/licences"
    mv "$1/_internal/licences" "$1/licences"
    # Another name for the same, as on Windows, where only this one has a console.
    cat >"$1/llmdesk-cli" <<'END'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/llmdesk" "$@"
END
    chmod 755 "$1/llmdesk-cli"
    # Qt finds its libraries without these links, and the file systems of USB sticks have none.
    find "$1" -type l -delete
    strip --strip-debug "$1"/_internal/libpython*.so* 2>/dev/null || true
    cat >"$1/README.txt" <<'END'
llmdesk: a language model of your own, on your own computer.

Start "llmdesk", from any folder; in a terminal "llmdesk --help" shows what else it does.
Licences of everything in it: the folder "licences". 请运行 llmdesk。
END
}

newest_glibc() { # folder → the version of the C library that its programs need, as 2.36
    find "$1" -type f \( -name '*.so*' -o -perm -u+x \) -exec objdump -T {} + 2>/dev/null |
        grep -oE 'GLIBC_2\.[0-9]+' | sort -uV | tail -1 | cut -d_ -f2
}

make_tar() { # folder, file
    echo "Packing $2"
    tar --create --directory "$(dirname "$1")" --sort=name --owner=0 --group=0 --numeric-owner \
        --mode='u+rwX,go+rX,go-w' "$(basename "$1")" | gzip -9n >"$2.part"
    mv "$2.part" "$2"
}

debian_name() { # package → with the name that it has where time_t is 64 bit wide
    case "$1" in
    libglib2.0-0) echo "libglib2.0-0t64 | libglib2.0-0" ;;
    *) echo "$1" ;;
    esac
}

dependencies() { # folder → the field Depends
    local package list
    list="libc6 (>= $(newest_glibc "$1"))"
    while read -r package; do
        list="$list, $(debian_name "$package")"
    done < <(awk '$1 == "window" && $2 ~ /^lib/ { print $3 }' <<<"${needs:?}")
    echo "$list"
}

make_deb() { # folder, icons, version, work folder, file
    local tree=$4 size file
    echo "Packing $5"
    rm -rf "$tree"
    mkdir -p "$tree/usr/lib" "$tree/usr/bin" "$tree/usr/share/doc/llmdesk" "$tree/DEBIAN"
    cp -a "$1" "$tree/usr/lib/llmdesk"
    find "$tree/usr/lib/llmdesk/_internal" -maxdepth 1 -regextype posix-extended \
        -regex ".*/$of_the_system.*\.so.*" -delete
    ln -s ../lib/llmdesk/llmdesk ../lib/llmdesk/llmdesk-cli "$tree/usr/bin"
    mv "$tree/usr/lib/llmdesk/licences" "$tree/usr/share/doc/llmdesk/licences"
    ln -s ../../share/doc/llmdesk/licences "$tree/usr/lib/llmdesk/licences"
    cp LICENSE "$tree/usr/share/doc/llmdesk/copyright"
    install -D -m 644 "$here/llmdesk.desktop" "$tree/usr/share/applications/llmdesk.desktop"
    install -D -m 644 "$here/org.llmdesk.llmdesk.metainfo.xml" -t "$tree/usr/share/metainfo"
    install -D -m 644 resources/icons/llmdesk.svg "$tree/usr/share/icons/hicolor/scalable/apps/llmdesk.svg"
    for file in "$2"/llmdesk-*.png; do
        size=$(basename "$file" .png)
        size=${size#llmdesk-}
        install -D -m 644 "$file" "$tree/usr/share/icons/hicolor/${size}x$size/apps/llmdesk.png"
    done
    desktop-file-validate "$tree/usr/share/applications/llmdesk.desktop"
    appstreamcli validate --no-net --pedantic "$tree/usr/share/metainfo/org.llmdesk.llmdesk.metainfo.xml"
    cat >"$tree/DEBIAN/control" <<END
Package: llmdesk
Version: $3
Section: utils
Priority: optional
Architecture: $(dpkg --print-architecture)
Maintainer: The llmdesk authors <llmdesk@localhost>
Installed-Size: $(du -sk "$tree" | cut -f1)
Depends: $(dependencies "$1")
Recommends: fonts-noto-cjk
Description: language model of your own, on your own computer
 Chat, summarize documents, judge the sentiment of texts and whole tables, and
 write poems whose form is right. Nothing you write leaves the computer; the
 network is used only to find and fetch models, when you ask for it.
END
    chmod -R u+rwX,go+rX,go-w "$tree"
    dpkg-deb --root-owner-group -Zxz -z6 --build "$tree" "$5.part" >/dev/null
    mv "$5.part" "$5"
}
