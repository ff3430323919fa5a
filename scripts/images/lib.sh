# shellcheck shell=bash
# What the image recipes share. Source it; it defines functions and does nothing by itself.
#
#   source "$(dirname "$0")/../lib.sh"
#   in_work_directory                               a scratch directory, removed at the end; its path is $WORK
#   debian_root TARBALL PACKAGE... [-- OPTION...]   a Debian root file system with these packages; OPTIONs go to mmdebstrap
#   server_root TARBALL PACKAGE... [-- OPTION...]   the same on top of what every server has (base/)
#   import_image TAG TITLE TARBALL [CHANGE...]      makes it a Docker image; CHANGEs are Dockerfile lines
#   import_server TAG TITLE TARBALL [CHANGE...]     the same for a server: its first process is systemd
#   image NAME                                      tag of an image that was built before this one
#   tool NAME                                       path of a binary that was built for the images
#   say TEXT, fail TEXT                             a progress line with the elapsed time; one sentence, then exit status 1

readonly DEBIAN_SUITE=trixie
IMAGES_DIRECTORY=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly IMAGES_DIRECTORY

# On every server: an init, a way in, its first configuration, the language of Ansible's modules, filter, clock, exporter.
readonly SERVER_PACKAGES=(
    systemd systemd-sysv dbus
    openssh-server sudo cloud-init python3
    iproute2 iputils-ping nftables procps
    chrony prometheus-node-exporter
    ca-certificates curl tzdata
)

# Nobody reads a manual inside an image. Copyright files stay: Debian's licences ask for them.
readonly DPKG_EXCLUDES=(
    --dpkgopt='path-exclude=/usr/share/doc/*'
    --dpkgopt='path-include=/usr/share/doc/*/copyright'
    --dpkgopt='path-exclude=/usr/share/man/*'
    --dpkgopt='path-exclude=/usr/share/info/*'
    --dpkgopt='path-exclude=/usr/share/locale/*'
    --dpkgopt='path-exclude=/usr/share/i18n/*'
    --dpkgopt='path-exclude=/usr/share/lintian/*'
    --dpkgopt='path-exclude=/usr/share/bash-completion/*'
)

say() {
    printf '%4d s  %s\n' "$SECONDS" "$*" >&2
}

fail() {
    printf '%s: %s\n' "$(basename "$(dirname "$0")")" "$*" >&2
    exit 1
}

in_work_directory() {
    WORK=$(mktemp --directory)
    trap 'rm -rf "$WORK"' EXIT
}

debian_root() {
    local tarball=$1 packages=() list
    shift
    while (($#)) && [[ $1 != -- ]]; do
        packages+=("$1")
        shift
    done
    (($# == 0)) || shift
    list=$(IFS=,; printf '%s' "${packages[*]}")
    say "Debian $DEBIAN_SUITE with ${#packages[@]} packages and what they depend on"
    # Its own messages fill a screen: kept, and shown only if it fails.
    mmdebstrap --variant=minbase "${DPKG_EXCLUDES[@]}" ${list:+--include="$list"} "$@" \
        "$DEBIAN_SUITE" "$tarball" ${PLATEAU_DEBIAN_MIRROR:+"$PLATEAU_DEBIAN_MIRROR"} >"$tarball.log" 2>&1 || {
        tail --lines=40 "$tarball.log" >&2
        fail "mmdebstrap could not make the root file system."
    }
    say "root file system of $(($(stat --format=%s "$tarball") >> 20)) MiB"
}

server_root() {
    local tarball=$1 packages=()
    shift
    while (($#)) && [[ $1 != -- ]]; do
        packages+=("$1")
        shift
    done
    (($# == 0)) || shift
    debian_root "$tarball" "${SERVER_PACKAGES[@]}" "${packages[@]}" -- \
        "$(overlay "$IMAGES_DIRECTORY/base/root")" "$(inside "$IMAGES_DIRECTORY/base/configure.sh")" "$@"
}

# mmdebstrap option: copies a tree of files into the root, owned by root, whatever the umask of the checkout was.
overlay() {
    printf -- '--customize-hook=%s' "$(copy_command "$1")"
}

# The same before the packages are installed, for files that they look for.
early_overlay() {
    printf -- '--essential-hook=%s' "$(copy_command "$1")"
}

copy_command() {
    printf 'tar -C %q --owner=0 --group=0 --mode=u=rwX,go=rX -cf - . | tar -C "$1" -xf -' "$1"
}

# mmdebstrap option: runs a shell script inside the root.
inside() {
    printf -- '--customize-hook=chroot "$1" sh -eu <%q' "$1"
}

import_image() {
    local tag=$1 title=$2 tarball=$3 changes=() change
    shift 3
    for change in "LABEL plateau.image=$title" "$@"; do
        changes+=(--change "$change")
    done
    say "importing $tag"
    docker import "${changes[@]}" "$tarball" "$tag" >/dev/null
    say "$tag is ready"
}

import_server() {
    local tag=$1 title=$2 tarball=$3
    shift 3
    import_image "$tag" "$title" "$tarball" 'ENV container=docker' 'CMD ["/usr/local/sbin/container-init"]' "$@"
}

image() {
    local tag
    tag=$(awk -v name="$1" '$1 == name { print $2 }' "${PLATEAU_IMAGES:?the file of images built before this one}")
    [[ -n $tag ]] || fail "the image $1 has to be built before this one."
    printf '%s\n' "$tag"
}

tool() {
    local path=${PLATEAU_TOOLS:?the directory of the built binaries}/$1
    [[ -x $path ]] || fail "$path is missing: build the tools first."
    printf '%s\n' "$path"
}
