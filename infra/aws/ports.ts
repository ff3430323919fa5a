/** Ports that more than one part of the network names. */
export const SSH_PORT = 22;
export const HTTPS_PORT = 443;
export const POSTGRESQL_PORT = 5432;
export const CACHE_PORT = 6379;
export const KUBELET_PORT = 10_250;
export const NODE_EXPORTER_PORT = 9100;
