# Started once Ansible has configured it.
systemctl disable --quiet prometheus-postgres-exporter.service

# The package ssl-cert makes a key for testing; in an image it would be the same on every server. Ansible brings the servers' own.
rm /etc/ssl/private/ssl-cert-snakeoil.key /etc/ssl/certs/ssl-cert-snakeoil.pem
find /etc/ssl/certs -xtype l -delete
