/** The monitoring watches itself: Prometheus by its own port, Alertmanager by its Service. */
import { ALERTMANAGER, PORTS, PROMETHEUS, serviceHost, TLS_FILES } from "../identity";
import { drop, type ScrapeConfig } from "./config";

export const prometheus = (): ScrapeConfig => ({
    job_name: "prometheus",
    scheme: "https",
    // The certificate has the name of the Service, which the pod need not go through to reach itself.
    tls_config: { ca_file: TLS_FILES.ca, server_name: serviceHost(PROMETHEUS) },
    static_configs: [{ targets: [`localhost:${PORTS.prometheus}`] }],
    metric_relabel_configs: [drop(["__name__"], "go_.*|prometheus_http_.*_bucket|prometheus_sd_.*")],
});

export const alertmanager = (): ScrapeConfig => ({
    job_name: "alertmanager",
    scheme: "https",
    tls_config: { ca_file: TLS_FILES.ca },
    static_configs: [{ targets: [`${serviceHost(ALERTMANAGER)}:${PORTS.alertmanager}`] }],
    metric_relabel_configs: [drop(["__name__"], "go_.*|alertmanager_http_.*_bucket")],
});
