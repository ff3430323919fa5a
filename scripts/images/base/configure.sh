# Runs inside the root of every server's image.

# What makes a server itself comes with its first start: two servers with one host key or machine ID are one server.
rm -f /etc/ssh/ssh_host_*
: >/etc/machine-id
: >/etc/hostname
: >/etc/hosts

printf 'LANG=C.UTF-8\n' >/etc/locale.conf
ln -sf /usr/share/zoneinfo/Etc/UTC /etc/localtime
passwd --lock root >/dev/null

# A server asks nothing of the internet: the one authority that it trusts is its environment's, which Ansible brings.
sed --in-place 's/^mozilla/!mozilla/' /etc/ca-certificates.conf
update-ca-certificates --fresh >/dev/null 2>&1

# systemd starts everything here. For a service that also has a script of the old init, it would keep the links of both up to
# date whenever the service is enabled, by a program that takes twice as long as all the rest.
rm -rf /etc/init.d/* /etc/rc?.d

# Started once Ansible has configured them: until then they would show their defaults to the network.
systemctl disable --quiet prometheus-node-exporter.service chrony.service nftables.service

# cloud-init brings the ed25519 host key; this would add an RSA and an ECDSA key that no known_hosts file has.
systemctl mask --quiet sshd-keygen.service

# Nothing to manage in a container: terminals, disks, firmware, a kernel of its own.
systemctl mask --quiet getty.target console-getty.service systemd-logind.service
systemctl mask --quiet fstrim.timer systemd-pstore.service systemd-remount-fs.service
systemctl mask --quiet systemd-modules-load.service kmod-static-nodes.service systemd-udevd.service

# The host's own: a container may not mount them, or would mount the host's.
systemctl mask --quiet dev-hugepages.mount dev-mqueue.mount sys-kernel-config.mount sys-kernel-debug.mount \
    sys-kernel-tracing.mount sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount systemd-binfmt.service

# An image is replaced, never upgraded in place, and its network may be filtered.
systemctl mask --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer

# Entropy is the host's, and what is saved here would be the same for every server of the image.
systemctl mask --quiet systemd-random-seed.service

# Interfaces do not come and go in a running container.
systemctl mask --quiet cloud-init-hotplugd.socket
