#!/usr/bin/env bash
# usage: build.sh TAG
# The image of the one program in PLATEAU_TOOLS, the same that a node's image holds: for a cluster whose nodes are a cloud's.
set -o errexit -o nounset -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../lib.sh"
source "$here/../node/cluster-images.sh"

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    local program
    program=$(ls "${PLATEAU_TOOLS:?the directory of the program}")
    in_work_directory
    mkdir "$WORK/layers"
    image_files "$program" "$WORK/files"
    printf '[%s]\n' "$(one_layer_image "$1" "$program" "$WORK/files" "$WORK/layers")" >"$WORK/layers/manifest.json"
    tar -C "$WORK/layers" -c . | docker load --quiet >/dev/null
    say "$1 is ready"
}

main "$@"
