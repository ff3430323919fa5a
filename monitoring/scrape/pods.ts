/** Pods that serve metrics on a port of the agreed name, inside the cluster network. */
import { METRICS_PORT } from "../../k8s/workload";
import { copy, type Relabel, type ScrapeConfig } from "./config";

export interface PodsArgs {
    readonly job: string;
    readonly namespaces: readonly string[];
    /** Labels of the pods, as a selector: "k8s-app=kube-dns". @default every pod of the namespaces */
    readonly selector?: string;
    /**
     * The pods tell about other objects and label their series with those: nothing is added.
     * @default each series says from which pod it comes
     */
    readonly aboutOthers?: boolean;
    readonly metrics?: readonly Relabel[];
}

const WHICH_POD: readonly Relabel[] = [
    copy("__meta_kubernetes_namespace", "namespace"),
    copy("__meta_kubernetes_pod_name", "pod"),
    copy("__meta_kubernetes_pod_label_app_kubernetes_io_name", "app"),
];

export const pods = ({ job, namespaces, selector, aboutOthers = false, metrics }: PodsArgs): ScrapeConfig => ({
    job_name: job,
    kubernetes_sd_configs: [
        {
            role: "pod",
            namespaces: { names: namespaces },
            ...(selector && { selectors: [{ role: "pod", label: selector }] }),
        },
    ],
    relabel_configs: [
        { source_labels: ["__meta_kubernetes_pod_container_port_name"], regex: METRICS_PORT, action: "keep" },
        // A Job's pod that is done would be a target that is down for ever.
        { source_labels: ["__meta_kubernetes_pod_phase"], regex: "Succeeded|Failed", action: "drop" },
        ...(aboutOthers ? [] : WHICH_POD),
    ],
    ...(metrics && { metric_relabel_configs: metrics }),
});
