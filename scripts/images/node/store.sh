# usage: store.sh start | import [TAG REFERENCE] | finish
# Runs in a container of the node's image, with an empty volume at /store: fills containerd's store.
#
# A snapshot is a directory. `finish` moves the snapshots to /usr/lib/cluster-images, which is part of the image, and leaves
# links in the store: nodes then share one copy on the disk and in memory, and the store itself is small enough for a
# volume that is filled from the image when a node first starts.
set -o errexit -o nounset

readonly STORE=/store/containerd
readonly SNAPSHOTS=$STORE/io.containerd.snapshotter.v1.overlayfs/snapshots
readonly IMAGES=/usr/lib/cluster-images

start() {
    containerd --root "$STORE" --log-level warn >>/store/log 2>&1 &
    echo $! >/store/pid
    for _ in $(seq 100); do
        ! ctr version >/dev/null 2>&1 || return 0
        sleep 0.1
    done
    echo "containerd does not answer after 10 s." >&2
    return 1
}

stop() {
    kill "$(cat /store/pid)"
    # Nobody reaps it here: a process that has ended is there still, but without a program.
    while [ -e "/proc/$(cat /store/pid)/exe" ]; do sleep 0.1; done
}

images() {
    ctr --namespace k8s.io images ls --quiet | grep --invert-match '^sha256:' | sort
}

# The archive comes on the standard input. Once unpacked, a layer is needed no more.
import() {
    ctr --namespace k8s.io images import --discard-unpacked-layers - >/dev/null
    [ $# -eq 0 ] || ctr --namespace k8s.io images tag "docker.io/$1" "$2" >/dev/null
    [ $# -eq 0 ] || ctr --namespace k8s.io images rm "docker.io/$1" >/dev/null
}

# Removes the layers now: giving back a lease with --sync waits for the garbage collector.
collect_garbage() {
    ctr --namespace k8s.io leases create --id collect >/dev/null
    ctr --namespace k8s.io leases rm --sync collect >/dev/null
}

finish() {
    collect_garbage
    images >/store/before
    stop
    start
    images >/store/after
    # What does not survive a restart of containerd would be pulled on the nodes.
    diff /store/before /store/after
    stop
    mkdir -p "$IMAGES" /var/lib/containerd
    for snapshot in "$SNAPSHOTS"/*; do
        mv "$snapshot" "$IMAGES/"
        ln -s "$IMAGES/${snapshot##*/}" "$snapshot"
    done
    cp -a "$STORE/." /var/lib/containerd/
    cp /store/after "$IMAGES/images"
}

command=$1
shift
"$command" "$@"
