/** Names and ports by which the parts of the monitoring, and those who talk to it, find each other. */

/** Namespace of the whole stack; the certificate of the monitoring names the Services in it. */
export const NAMESPACE = "monitoring";

export const PROMETHEUS = { app: "prometheus", partOf: "monitoring" } as const;
export const ALERTMANAGER = { app: "alertmanager", partOf: "monitoring" } as const;

/** Each program's own default, so that its documentation applies as it stands. */
export const PORTS = {
    prometheus: 9090,
    alertmanager: 9093,
    nodeExporter: 9100,
    postgresExporter: 9187,
    kubelet: 10250,
    coredns: 9153,
    kubeStateMetrics: 8080,
    traefik: 9100,
    application: 9464,
} as const;

/** Host name of a Service of the stack, as its certificate has it. */
export function serviceHost({ app }: { readonly app: string }): string {
    return `${app}.${NAMESPACE}.svc`;
}

/** Where both containers find the PEM files of the environment's private CA. */
export const TLS_DIRECTORY = "/etc/tls";
export const TLS_FILES = {
    ca: `${TLS_DIRECTORY}/ca.crt`,
    certificate: `${TLS_DIRECTORY}/tls.crt`,
    key: `${TLS_DIRECTORY}/tls.key`,
} as const;
