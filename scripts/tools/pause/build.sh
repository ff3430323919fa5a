#!/usr/bin/env bash
# usage: build.sh OUT
# Builds pause into the directory OUT.
set -o errexit -o nounset -o pipefail

out=$(realpath --canonicalize-missing "${1:?usage: build.sh OUT}")
cd "$(dirname "$0")"
CGO_ENABLED=0 go build -mod=readonly -trimpath -ldflags '-s -w' -o "$out/pause" .
