#!/bin/sh
# Prints as JSON what a node has to know about where it runs.
#   cgroup_version      1 or 2
#   unusable_mebibytes  memory of the machine beyond this server's limit: a container sees all of it, and may not have it
#   joined              whether this node already belongs to a cluster
#   certified           whether its kubelet has a certificate of the cluster
set -o errexit -o nounset

if [ "$(stat --file-system --format=%T /sys/fs/cgroup)" = cgroup2fs ]; then
    version=2
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || echo max)
else
    version=1
    limit=$(cat /sys/fs/cgroup/memory/memory.limit_in_bytes)
fi
total=$(($(sed --quiet 's/^MemTotal: *\([0-9]*\) kB$/\1/p' /proc/meminfo) / 1024))
unusable=0
# Without a limit, the number is larger than any memory, or a word.
if [ "$limit" != max ] && [ "$((limit >> 20))" -lt "$total" ]; then
    unusable=$((total - (limit >> 20)))
fi
exists() {
    if [ -e "$1" ]; then echo true; else echo false; fi
}
printf '{"cgroup_version": %d, "unusable_mebibytes": %d, "joined": %s, "certified": %s}\n' "$version" "$unusable" \
    "$(exists /etc/kubernetes/kubelet.conf)" "$(exists /var/lib/kubelet/pki/kubelet-server-current.pem)"
