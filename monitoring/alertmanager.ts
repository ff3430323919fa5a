/** Alertmanager: groups the alerts by team and urgency, and holds back those that another explains. */
import * as pulumi from "@pulumi/pulumi";
import type { Places } from "../k8s/places";
import { alertmanagerConfig } from "./config/alertmanager";
import { clientConfig, webConfig } from "./config/prometheus";
import { alertmanagerFlows } from "./flows";
import { ALERTMANAGER, PORTS, serviceHost } from "./identity";
import { Program, yaml, type Tls } from "./program";

export interface AlertmanagerArgs {
    /** The namespace of the monitoring: it exists, and refuses every flow that is not allowed. */
    readonly namespace: pulumi.Input<string>;
    /** Full reference of the image. */
    readonly image: pulumi.Input<string>;
    readonly places: Places;
    readonly tls: Tls;
}

const CONFIG_DIRECTORY = "/etc/alertmanager";
const DATA_DIRECTORY = "/alertmanager";

const OPTIONS = [
    `--config.file=${CONFIG_DIRECTORY}/alertmanager.yml`,
    `--web.config.file=${CONFIG_DIRECTORY}/web.yml`,
    `--web.listen-address=:${PORTS.alertmanager}`,
    `--web.external-url=https://${serviceHost(ALERTMANAGER)}:${PORTS.alertmanager}`,
    `--storage.path=${DATA_DIRECTORY}`, // silences, and what has been told already
    "--cluster.listen-address=", // one of them has nobody to agree with
];

export class Alertmanager extends pulumi.ComponentResource {
    constructor(name: string, args: AlertmanagerArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:monitoring:Alertmanager", name, {}, opts);
        const { namespace, image, places, tls } = args;
        new Program(`${name}-program`, {
            ...ALERTMANAGER,
            namespace,
            image,
            options: OPTIONS,
            port: PORTS.alertmanager,
            configuration: { directory: CONFIG_DIRECTORY, files: alertmanagerFiles() },
            storage: { directory: DATA_DIRECTORY, size: "64Mi" },
            resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { cpu: "200m", memory: "96Mi" } },
            tls,
            ...alertmanagerFlows(places),
        }, { parent: this });
        this.registerOutputs({});
    }
}

/** Every file that Alertmanager reads, by name. */
export function alertmanagerFiles(): Record<string, string> {
    return {
        "alertmanager.yml": yaml(alertmanagerConfig()),
        "web.yml": yaml(webConfig()),
        "http.yml": yaml(clientConfig(ALERTMANAGER)),
    };
}
