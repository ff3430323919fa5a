/** The API server, through its Service: requests, errors and latency. Its buckets alone would be 15,000 series. */
import { CLUSTER_CA, CLUSTER_TOKEN } from "./account";
import { keepOnly, type ScrapeConfig } from "./config";

const METRICS = [
    "apiserver_current_inflight_requests",
    "apiserver_request_duration_seconds_count",
    "apiserver_request_duration_seconds_sum",
    "apiserver_request_total",
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
];

export const apiServer = (): ScrapeConfig => ({
    job_name: "apiserver",
    scheme: "https",
    tls_config: { ca_file: CLUSTER_CA },
    authorization: { credentials_file: CLUSTER_TOKEN },
    static_configs: [{ targets: ["kubernetes.default.svc:443"] }],
    metric_relabel_configs: [keepOnly(METRICS)],
});
