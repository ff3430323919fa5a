#!/usr/bin/env bash
# usage: build.sh OUT
# Builds traefik into the directory OUT, with stand-ins for what no module proxy serves (ext/, _lego/).
set -o errexit -o nounset -o pipefail

readonly MODULE=github.com/go-acme/lego/v5@v5.4.1
# go.sum does not cover a module that a replace directive takes from a directory.
readonly SUM=h1:Jt6xAP9xQrJ3SLLGgxejfDDd3pzdrmuLCWe4oTqHHQc=

main() {
    local here out download
    here=$(cd "$(dirname "$0")" && pwd)
    out=$(realpath --canonicalize-missing "${1:?usage: build.sh OUT}")
    WORK=$(mktemp --directory)
    trap 'rm -rf "$WORK"' EXIT
    cp -r "$here/." "$WORK"
    cd "$WORK"
    # The sum above stands in for the checksum database.
    download=$(GONOSUMDB=${MODULE%@*} go mod download -json "$MODULE")
    if [[ $download != *"\"Sum\": \"$SUM\""* ]]; then
        echo "$MODULE is not what it was: expected $SUM, got: $download" >&2
        exit 1
    fi
    cp -r "$(sed --quiet 's/^\t"Dir": "\(.*\)",$/\1/p' <<<"$download")" lego
    chmod -R u+w lego
    rm -r lego/providers/dns lego/cmd
    cp -r _lego/. lego
    CGO_ENABLED=0 go build -mod=readonly -trimpath \
        -ldflags '-s -w -X github.com/traefik/traefik/v3/pkg/version.Version=3.7.13' \
        -o "$out/traefik" github.com/traefik/traefik/v3/cmd/traefik
}

main "$@"
