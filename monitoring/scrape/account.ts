/** Prometheus' account in the cluster: how it knows the cluster's own servers, and how it proves who it is. */
const DIRECTORY = "/var/run/secrets/kubernetes.io/serviceaccount";
export const CLUSTER_CA = `${DIRECTORY}/ca.crt`;
export const CLUSTER_TOKEN = `${DIRECTORY}/token`;
