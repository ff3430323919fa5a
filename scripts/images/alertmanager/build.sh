#!/usr/bin/env bash
# usage: build.sh TAG
# Debian's Alertmanager with amtool, and of the rest of Debian only the C library: no shell.
set -o errexit -o nounset -o pipefail
source "$(dirname "$0")/../lib.sh"

readonly FILES=(
    './usr/bin/prometheus-alertmanager'
    './usr/bin/amtool'
    './usr/lib*/ld-linux-*' # the loader and the link to it, wherever the architecture has them
    './usr/lib/*/libc.so.6'
    './usr/share/doc/prometheus-alertmanager/copyright'
    './usr/share/doc/libc6/copyright'
    # Debian's build reads the templates of notifications from here; its page only says that there is none.
    './usr/share/prometheus/alertmanager'
)

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    debian_root "$WORK/debian.tar" prometheus-alertmanager -- --variant=extract
    mkdir -p "$WORK/root/alertmanager"
    tar -xf "$WORK/debian.tar" -C "$WORK/root" --wildcards "${FILES[@]}"
    ln -s usr/lib "$WORK/root/lib"
    ln -s usr/lib64 "$WORK/root/lib64"
    tar -C "$WORK/root" --owner=0 --group=0 -cf "$WORK/root.tar" .
    import_image "$1" alertmanager "$WORK/root.tar" "LABEL plateau.reference=plateau.internal/alertmanager:$DEBIAN_SUITE" \
        'USER 65534:65534' 'WORKDIR /alertmanager' 'EXPOSE 9093' 'ENTRYPOINT ["/usr/bin/prometheus-alertmanager"]'
}

main "$@"
