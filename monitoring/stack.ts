/** The monitoring of an environment: Prometheus, and Alertmanager for what it finds. */
import * as pulumi from "@pulumi/pulumi";
import type { Places } from "../k8s/places";
import { Alertmanager } from "./alertmanager";
import { Prometheus } from "./prometheus";
import type { Tls } from "./program";
import type { Targets } from "./scrape/targets";

export interface MonitoringArgs extends Targets {
    /** Name of the environment, on every alert. */
    readonly environment: string;
    /** The namespace `monitoring`: it exists, and refuses every flow that is not allowed. */
    readonly namespace: pulumi.Input<string>;
    /** Full reference of each program's image. */
    readonly images: Readonly<Record<"prometheus" | "alertmanager", pulumi.Input<string>>>;
    readonly places: Places;
    /** The environment's certificate of the monitoring. */
    readonly tls: Tls;
}

/** Ready when both answer. Its targets may come later: an alert waits longer than they take. */
export class Monitoring extends pulumi.ComponentResource {
    constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:monitoring:Monitoring", name, {}, opts);
        const { environment, namespace, images, servers, stages, places, tls } = args;
        const common = { namespace, places, tls };
        new Alertmanager(`${name}-alertmanager`, { ...common, image: images.alertmanager }, { parent: this });
        new Prometheus(`${name}-prometheus`, {
            ...common,
            environment,
            image: images.prometheus,
            targets: { servers, stages },
        }, { parent: this });
        this.registerOutputs({});
    }
}
