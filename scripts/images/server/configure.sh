# Started once Ansible has configured it.
systemctl disable --quiet haproxy.service
