/** Prometheus' configuration as data. */
import { ALERTMANAGER, PORTS, serviceHost, TLS_FILES } from "../identity";
import type { ScrapeConfig } from "../scrape/config";

/** How often everything is asked and every rule is evaluated; the rules' windows hold at least four of it. */
export const INTERVAL_SECONDS = 15;

/** A target that takes longer than this is as good as down. */
const TIMEOUT_SECONDS = 10;

export const CONFIG_DIRECTORY = "/etc/prometheus";

export interface PrometheusConfigArgs {
    /** Name of the environment, on every alert that leaves this Prometheus. */
    readonly environment: string;
    readonly scrapeConfigs: readonly ScrapeConfig[];
}

export const prometheusConfig = ({ environment, scrapeConfigs }: PrometheusConfigArgs) => ({
    global: {
        scrape_interval: `${INTERVAL_SECONDS}s`,
        scrape_timeout: `${TIMEOUT_SECONDS}s`,
        evaluation_interval: `${INTERVAL_SECONDS}s`,
        external_labels: { environment },
    },
    rule_files: [`${CONFIG_DIRECTORY}/*.rules.yaml`],
    alerting: {
        alertmanagers: [
            {
                scheme: "https",
                tls_config: { ca_file: TLS_FILES.ca },
                static_configs: [{ targets: [`${serviceHost(ALERTMANAGER)}:${PORTS.alertmanager}`] }],
            },
        ],
    },
    scrape_configs: scrapeConfigs,
});

/** How promtool and amtool, run inside a pod, talk to the program beside them: its certificate names the Service. */
export const clientConfig = (server: { readonly app: string }) => ({
    tls_config: { ca_file: TLS_FILES.ca, server_name: serviceHost(server) },
});

/**
 * How Prometheus and Alertmanager serve their own page and API. No client certificate is asked for: the kubelet's
 * probes have none. Who may connect at all is the network policy's matter.
 */
export const webConfig = () => ({
    tls_server_config: { cert_file: TLS_FILES.certificate, key_file: TLS_FILES.key, min_version: "TLS12" },
});
