#!/bin/sh
# usage: encryption.sh FILE
# Writes the API server's encryption configuration with a key of its own, which never leaves the control plane.
set -o errexit -o nounset
umask 077
cat >"$1.new" <<YAML
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - secretbox:
          keys:
            - name: first
              secret: $(head --bytes=32 /dev/urandom | base64)
      # Reads what was stored before there was a key.
      - identity: {}
YAML
mv "$1.new" "$1"
