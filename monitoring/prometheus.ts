/** Prometheus: asks every target, keeps what they say for two weeks, evaluates the rules. */
import * as pulumi from "@pulumi/pulumi";
import { account, READ } from "../k8s/access";
import { INGRESS_NAMESPACE } from "../k8s/ingress";
import type { Places } from "../k8s/places";
import { clientConfig, CONFIG_DIRECTORY, prometheusConfig, webConfig } from "./config/prometheus";
import { prometheusFlows } from "./flows";
import { PORTS, PROMETHEUS, serviceHost } from "./identity";
import { Program, yaml, type Tls } from "./program";
import { GROUPS, renderRules } from "./rules";
import { CLUSTER_NAMESPACE } from "./scrape/cluster";
import { jobs } from "./scrape/jobs";
import type { Targets } from "./scrape/targets";

export interface PrometheusArgs {
    /** Name of the environment, on every alert. */
    readonly environment: string;
    /** The namespace of the monitoring: it exists, and refuses every flow that is not allowed. */
    readonly namespace: pulumi.Input<string>;
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    readonly targets: Targets;
    readonly places: Places;
    readonly tls: Tls;
}

const DATA_DIRECTORY = "/prometheus";

/** Whichever comes first; the storage holds the write-ahead log besides. */
const RETENTION = { time: "15d", size: "1GB" };
const STORAGE = "2Gi";

const OPTIONS = [
    `--config.file=${CONFIG_DIRECTORY}/prometheus.yml`,
    `--web.config.file=${CONFIG_DIRECTORY}/web.yml`,
    `--web.listen-address=:${PORTS.prometheus}`,
    `--web.external-url=https://${serviceHost(PROMETHEUS)}:${PORTS.prometheus}`,
    `--storage.tsdb.path=${DATA_DIRECTORY}`,
    `--storage.tsdb.retention.time=${RETENTION.time}`,
    `--storage.tsdb.retention.size=${RETENTION.size}`,
];

/** The garbage collector works harder before the limit is reached, rather than the kernel at it. */
const MEMORY = { requests: "160Mi", limits: "384Mi", goal: "320MiB" };

export class Prometheus extends pulumi.ComponentResource {
    constructor(name: string, args: PrometheusArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:monitoring:Prometheus", name, {}, opts);
        const { environment, namespace, image, targets, places, tls } = args;
        const serviceAccount = account(`${name}-account`, {
            ...PROMETHEUS,
            namespace,
            everywhere: [
                { apiGroups: [""], resources: ["nodes"], verbs: READ },
                { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }, // each kubelet asks for it
                { nonResourceURLs: ["/metrics"], verbs: ["get"] }, // of the API server
            ],
            inNamespaces: Object.fromEntries(podNamespaces(targets).map((known) => [known, [READ_PODS]])),
        }, { parent: this });
        new Program(`${name}-program`, {
            ...PROMETHEUS,
            namespace,
            image,
            options: OPTIONS,
            port: PORTS.prometheus,
            configuration: { directory: CONFIG_DIRECTORY, files: configurationFiles(environment, targets) },
            storage: { directory: DATA_DIRECTORY, size: STORAGE },
            env: { GOMEMLIMIT: MEMORY.goal },
            resources: {
                requests: { cpu: "50m", memory: MEMORY.requests },
                limits: { cpu: "1", memory: MEMORY.limits },
            },
            serviceAccount,
            tls,
            ...prometheusFlows(targets, places),
        }, { parent: this });
        this.registerOutputs({});
    }
}

const READ_PODS = { apiGroups: [""], resources: ["pods"], verbs: READ };

/** Where it looks for pods; elsewhere it does not even see that there are any. */
const podNamespaces = ({ stages }: Targets): string[] => [CLUSTER_NAMESPACE, INGRESS_NAMESPACE, ...stages];

/** Every file that Prometheus reads, by name. */
export function configurationFiles(environment: string, targets: Targets): Record<string, string> {
    return {
        "prometheus.yml": yaml(prometheusConfig({ environment, scrapeConfigs: jobs(targets) })),
        "web.yml": yaml(webConfig()),
        "http.yml": yaml(clientConfig(PROMETHEUS)),
        ...Object.fromEntries(GROUPS.map((group) => [`${group}.rules.yaml`, renderRules(group)])),
    };
}
