/** What runs in the cluster for the cluster: object states, name resolution, ingress. */
import { INGRESS_NAMESPACE } from "../../k8s/ingress";
import { drop, keepOnly, type ScrapeConfig } from "./config";
import { pods } from "./pods";

/** Namespace of the cluster's own parts. */
export const CLUSTER_NAMESPACE = "kube-system";

/** What the exporter tells about each kind of object, as far as a rule or a person asks. */
const OBJECT_METRICS = [
    "kube_daemonset_status_(desired_number_scheduled|number_ready)",
    "kube_deployment_(spec_replicas|status_replicas_available)",
    "kube_job_(failed|complete)",
    "kube_node_(info|spec_unschedulable|status_allocatable|status_condition)",
    "kube_persistentvolumeclaim_(info|status_phase)",
    "kube_pod_container_(resource_limits|resource_requests|status_restarts_total|status_waiting_reason)",
    "kube_pod_(info|status_phase)",
    "kube_resourcequota",
    "kube_statefulset_(replicas|status_replicas_ready)",
];

export const kubeStateMetrics = (): ScrapeConfig =>
    pods({
        job: "kube-state-metrics",
        namespaces: [CLUSTER_NAMESPACE],
        selector: "app.kubernetes.io/name=kube-state-metrics",
        aboutOthers: true,
        metrics: [keepOnly(OBJECT_METRICS)],
    });

export const coredns = (): ScrapeConfig =>
    pods({
        job: "coredns",
        namespaces: [CLUSTER_NAMESPACE],
        selector: "k8s-app=kube-dns",
        metrics: [drop(["__name__"], ".*_bucket|go_.*")],
    });

export const traefik = (): ScrapeConfig =>
    pods({
        job: "traefik",
        namespaces: [INGRESS_NAMESPACE],
        selector: "app.kubernetes.io/name=traefik",
        metrics: [drop(["__name__"], "go_.*")],
    });
