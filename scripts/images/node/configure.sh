# Runs inside the root of a node's image.

# Started by Ansible once they are configured.
systemctl disable --quiet containerd.service docker-registry.service
systemctl enable --quiet kubelet.service

# The node's own configuration is Ansible's; Debian's example would be read beside it.
rm -f /etc/cni/net.d/*
