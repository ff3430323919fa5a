#!/usr/bin/env bash
# usage: build.sh TAG
# The image of a database server: what every server has, PostgreSQL 17 and its exporter.
set -o errexit -o nounset -o pipefail
here=$(dirname "$0")
source "$here/../lib.sh"

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    # Early: the packages must find createcluster.conf when they are installed.
    # LLVM compiles long analytic queries; it is a third of the image, and "jit" is off.
    server_root "$WORK/root.tar" postgresql-17 prometheus-postgres-exporter -- \
        --dpkgopt='path-exclude=/usr/lib/*/libLLVM*' --dpkgopt='path-exclude=/usr/lib/*/libz3*' \
        --dpkgopt='path-exclude=/usr/lib/postgresql/*/lib/bitcode/*' \
        "$(early_overlay "$here/root")" "$(inside "$here/configure.sh")"
    import_server "$1" database "$WORK/root.tar"
}

main "$@"
