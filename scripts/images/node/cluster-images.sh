# shellcheck shell=bash
# The images that every cluster needs, made without a daemon: each is one program, or a few files, in one layer.
#
#   source cluster-images.sh
#   cluster_images ARCHIVE     writes all of them as one archive, in the form of `docker save`

# The name of an image inside the cluster, and its program. Those on registry.k8s.io are the names that kubeadm expects.
cluster_image_table() {
    cat <<TABLE
registry.k8s.io/kube-apiserver:v$(version kubernetes)                       kube-apiserver
registry.k8s.io/kube-controller-manager:v$(version kubernetes)              kube-controller-manager
registry.k8s.io/kube-scheduler:v$(version kubernetes)                       kube-scheduler
registry.k8s.io/kube-proxy:v$(version kubernetes)                           kube-proxy
registry.k8s.io/etcd:v$(version etcd)                                       etcd
registry.k8s.io/coredns/coredns:v$(version coredns)                         coredns
registry.k8s.io/pause:3.10.2                                                pause
plateau.internal/metrics-server:v$(version metrics-server)                  metrics-server
plateau.internal/kube-state-metrics:v$(version kube-state-metrics)          kube-state-metrics
plateau.internal/local-path-provisioner:v$(version local-path-provisioner)  local-path-provisioner
plateau.internal/traefik:v$(version traefik)                                traefik
plateau.internal/network-policies:v$(version network-policies)              network-policies
plateau.internal/helper:$DEBIAN_SUITE                                       busybox
TABLE
}

version() {
    local version
    version=$(sed --quiet "s/^ *\"$1\": \"\(.*\)\",*\$/\1/p" "$IMAGES_DIRECTORY/../../setup/versions.json")
    printf '%s\n' "${version:?no version of $1 in setup/versions.json}"
}

cluster_images() {
    local archive=$1 layers=$WORK/layers reference program images=()
    mkdir "$layers"
    while read -r reference program; do
        image_files "$program" "$WORK/files"
        images+=("$(one_layer_image "$reference" "$program" "$WORK/files" "$layers")")
        rm -r "$WORK/files"
    done < <(cluster_image_table)
    (IFS=, && printf '[%s]\n' "${images[*]}") >"$layers/manifest.json"
    tar -C "$layers" --remove-files -cf "$archive" .
    say "${#images[@]} cluster images"
}

# Puts what an image consists of into the new directory $2.
image_files() {
    local program=$1 root=$2 applet
    mkdir -p "$root/usr/local/bin"
    case $program in
        busybox)
            debian_files "$root" busybox-static ./usr/bin/busybox
            mv "$root/usr/bin/busybox" "$root/usr/local/bin/busybox"
            ln -s usr/bin "$root/bin"
            for applet in $("$root/usr/local/bin/busybox" --list); do
                ln -s ../local/bin/busybox "$root/usr/bin/$applet"
            done
            ;;
        kube-proxy) # programs the kernel through nft
            debian_files "$root" nftables ./usr/sbin/nft './usr/lib64/ld-linux-*' './usr/lib/*/ld-linux-*' './usr/lib/*/lib*.so.*'
            ln -s usr/lib "$root/lib"
            ln -s usr/lib64 "$root/lib64"
            ;;&
        *) install --mode=0755 "$(tool "$program")" "$root/usr/local/bin/$program" ;;
    esac
}

# Puts FILE... of a Debian package and of what it depends on, and their licences, into the directory $1.
debian_files() {
    local root=$1 package=$2
    shift 2
    debian_root "$WORK/$package.tar" "$package" -- --variant=extract
    tar -C "$root" -xf "$WORK/$package.tar" --wildcards --no-wildcards-match-slash "$@" './usr/share/doc/*/copyright'
    rm "$WORK/$package.tar"
}

# Writes layer and configuration of an image into the directory $4 and prints its entry of the archive's manifest.
one_layer_image() {
    local reference=$1 program=$2 root=$3 layers=$4 digest architecture
    tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$layers/$program.tar" .
    digest=$(sha256sum "$layers/$program.tar")
    case $(uname --machine) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; esac
    cat >"$layers/$program.json" <<JSON
{
    "architecture": "${architecture:?}",
    "os": "linux",
    "config": { "Entrypoint": ["/usr/local/bin/$program"], "Env": ["PATH=/usr/local/bin:/usr/bin:/usr/sbin"] },
    "rootfs": { "type": "layers", "diff_ids": ["sha256:${digest%% *}"] }
}
JSON
    printf '{"Config":"%s.json","RepoTags":["%s"],"Layers":["%s.tar"]}' "$program" "$reference" "$program"
}
