#!/usr/bin/env bash
# usage: build.sh TAG
# The image of the bastion: what every server has, and HAProxy.
set -o errexit -o nounset -o pipefail
here=$(dirname "$0")
source "$here/../lib.sh"

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    server_root "$WORK/root.tar" haproxy -- "$(inside "$here/configure.sh")"
    import_server "$1" server "$WORK/root.tar"
}

main "$@"
