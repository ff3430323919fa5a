import * as k8s from "@pulumi/kubernetes";
import { NODE } from "./nodes";

/** What all programs know. */
export interface Lab {
    kubeconfig: string;
}

/**
 * Resource options with the provider of the control plane. Its kubeconfig is a plain text, not a secret: the plugin
 * itself must keep it out of the state.
 */
export const provided = ({ kubeconfig }: Lab, args: k8s.ProviderArgs = {}): { provider: k8s.Provider } => ({
    provider: new k8s.Provider("lab", { kubeconfig, enablePatchForce: true, ...args }),
});

export interface DeploymentArgs {
    app?: string;
    /** What becomes of its pods: they run, or their image cannot be had. */
    pods?: "run" | "break";
    image?: string;
    replicas?: number;
}

export function deployment(args: DeploymentArgs): k8s.types.input.apps.v1.DeploymentSpec {
    const { app = "web", pods = "run", image = "i:1", replicas = 1 } = args;
    const resources = { requests: { cpu: "0.5", memory: "1024Mi" } };
    return {
        replicas,
        selector: { matchLabels: { app } },
        template: {
            metadata: { labels: { app, pods } },
            spec: { nodeName: NODE, containers: [{ name: "main", image, resources }] },
        },
    };
}
