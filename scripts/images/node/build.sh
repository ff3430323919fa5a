#!/usr/bin/env bash
# usage: build.sh TAG
# The image of a Kubernetes node: what every server has, containerd, kubeadm and kubelet, the registry that `control` runs,
# and all images of the cluster already unpacked, so that a node pulls nothing and copies nothing at its first start.
set -o errexit -o nounset -o pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../lib.sh"
source "$here/cluster-images.sh"

readonly PACKAGES=(
    containerd runc containernetworking-plugins
    conntrack ethtool socat kmod openssl
    docker-registry apache2-utils
)

main() {
    [[ $# -eq 1 ]] || fail "usage: build.sh TAG"
    in_work_directory
    install -D --mode=0755 --target-directory="$WORK/programs/usr/bin" "$(tool kubeadm)" "$(tool kubelet)" "$(tool kubectl)"
    server_root "$WORK/root.tar" "${PACKAGES[@]}" -- \
        "$(overlay "$WORK/programs")" "$(overlay "$here/root")" "$(inside "$here/configure.sh")"
    import_server "$1-empty" node "$WORK/root.tar"
    rm "$WORK/root.tar"
    cluster_images "$WORK/images.tar"
    with_images "$1" "$1-empty"
    say "$1 is ready"
}

# Makes the image $1 of the image $2 and all cluster images, with containerd's own import in a container.
with_images() {
    local container reference tag
    say "starting containerd"
    # The snapshots of containerd are overlays, which cannot lie on the container's own: hence a volume, for the while.
    container=$(docker run --detach --network none --mount type=volume,target=/store --cap-add SYS_ADMIN --security-opt seccomp=unconfined \
        --security-opt apparmor=unconfined "$2" sleep infinity)
    # shellcheck disable=SC2064 # the name is known now
    trap "docker rm --force --volumes $container >/dev/null; docker image rm --no-prune $2 >/dev/null; rm -rf '$WORK'" EXIT
    docker cp "$here/store.sh" "$container:/store/" >/dev/null
    docker exec "$container" sh /store/store.sh start
    docker exec --interactive "$container" sh /store/store.sh import <"$WORK/images.tar"
    while read -r _ tag; do
        reference=$(docker image inspect --format '{{index .Config.Labels "plateau.reference"}}' "$tag")
        [[ -n $reference ]] || continue
        docker save "$tag" | docker exec --interactive "$container" sh /store/store.sh import "$tag" "$reference"
    done <"${PLATEAU_IMAGES:?the file of images built before this one}"
    docker exec "$container" sh /store/store.sh finish
    say "writing the image"
    docker commit --change 'CMD ["/usr/local/sbin/container-init"]' "$container" "$1" >/dev/null
}

main "$@"
