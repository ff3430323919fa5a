/** Every node's kubelet, and cAdvisor in it: its own health, volumes, and what each container uses. */
import { CLUSTER_CA, CLUSTER_TOKEN } from "./account";
import { copy, drop, keepOnly, type ScrapeConfig } from "./config";

const KUBELET_METRICS = [
    "kubelet_certificate_manager_(client|server)_ttl_seconds",
    "kubelet_node_name",
    "kubelet_running_containers",
    "kubelet_running_pods",
    "kubelet_volume_stats_available_bytes",
    "kubelet_volume_stats_capacity_bytes",
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
];

const CONTAINER_METRICS = [
    "container_cpu_cfs_periods_total",
    "container_cpu_cfs_throttled_periods_total",
    "container_cpu_usage_seconds_total",
    "container_memory_working_set_bytes",
    "container_network_receive_bytes_total",
    "container_network_transmit_bytes_total",
    "container_oom_events_total",
    "container_spec_memory_limit_bytes",
];

/** How a pod proves to the cluster's own servers who it is, and how it knows them. */
export const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

const nodes: Omit<ScrapeConfig, "job_name"> = {
    scheme: "https",
    tls_config: { ca_file: CLUSTER_CA },
    authorization: { credentials_file: CLUSTER_TOKEN },
    kubernetes_sd_configs: [{ role: "node" }],
    relabel_configs: [copy("__meta_kubernetes_node_name", "server")],
};

export const kubelet = (): ScrapeConfig => ({
    job_name: "kubelet",
    ...nodes,
    metric_relabel_configs: [keepOnly(KUBELET_METRICS)],
});

export const cadvisor = (): ScrapeConfig => ({
    job_name: "cadvisor",
    ...nodes,
    metrics_path: "/metrics/cadvisor",
    metric_relabel_configs: [
        keepOnly(CONTAINER_METRICS),
        // The sums over control groups that are no pod, and over whole pods (which only the network is counted by).
        drop(["pod"], ""),
        drop(["__name__", "container"], "container_(cpu|memory|oom|spec)_.*;(|POD)"),
        { regex: "id|name|image", action: "labeldrop" }, // long, and they change with every restart
    ],
});
