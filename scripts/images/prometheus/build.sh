#!/usr/bin/env bash
# usage: build.sh TAG
# Debian's Prometheus with promtool and its classic web page, and of the rest of Debian only the C library: no shell.
set -o errexit -o nounset -o pipefail
source "$(dirname "$0")/../lib.sh"

readonly FILES=(
    './usr/bin/prometheus'
    './usr/bin/promtool'
    './usr/lib*/ld-linux-*' # the loader and the link to it, wherever the architecture has them
    './usr/lib/*/libc.so.6'
    './usr/share/doc/prometheus/copyright'
    './usr/share/doc/libc6/copyright'
    './usr/share/prometheus/web'
    # What the page loads; Debian has these scripts in packages of their own.
    './usr/share/javascript/bootstrap4/css/bootstrap.min.css'
    './usr/share/javascript/bootstrap4/js/bootstrap.min.js'
    './usr/share/nodejs/bootstrap/dist/css/bootstrap.min.css'
    './usr/share/nodejs/bootstrap/dist/js/bootstrap.min.js'
    './usr/share/javascript/d3/d3.min.js'
    './usr/share/javascript/eonasdan-bootstrap-datetimepicker/*.min.*'
    './usr/share/javascript/jquery/jquery.min.js'
    './usr/share/javascript/jquery-hotkeys/jquery.hotkeys.js'
    './usr/share/javascript/moment/moment.min.js'
    './usr/share/javascript/moment-timezone/moment-timezone-with-data.min.js'
    './usr/share/javascript/mustache/mustache.min.js'
    './usr/share/javascript/popper.js'
    './usr/share/nodejs/popper.js/dist/popper.min.js'
    './usr/share/javascript/rickshaw/rickshaw.min.*'
    './usr/share/fonts-glyphicons'
)

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    debian_root "$WORK/debian.tar" prometheus -- --variant=extract
    mkdir -p "$WORK/root/prometheus"
    tar -xf "$WORK/debian.tar" -C "$WORK/root" --wildcards "${FILES[@]}"
    ln -s usr/lib "$WORK/root/lib"
    ln -s usr/lib64 "$WORK/root/lib64"
    tar -C "$WORK/root" --owner=0 --group=0 -cf "$WORK/root.tar" .
    import_image "$1" prometheus "$WORK/root.tar" "LABEL plateau.reference=plateau.internal/prometheus:$DEBIAN_SUITE" \
        'USER 65534:65534' 'WORKDIR /prometheus' 'EXPOSE 9090' 'ENTRYPOINT ["/usr/bin/prometheus"]'
}

main "$@"
