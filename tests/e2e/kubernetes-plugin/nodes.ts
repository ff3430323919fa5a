import { setTimeout as sleep } from "node:timers/promises";
import type { ControlPlane } from "./control-plane";

const RUNNING = {
    phase: "Running",
    podIP: "10.0.0.1",
    podIPs: [{ ip: "10.0.0.1" }],
    conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-01-01T00:00:00Z" }],
};

const BROKEN = {
    phase: "Pending",
    containerStatuses: [
        {
            name: "main",
            image: "none",
            imageID: "",
            ready: false,
            restartCount: 0,
            state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } },
        },
    ],
};

interface Pod {
    metadata: { name: string; namespace: string; deletionTimestamp?: string; labels?: Record<string, string> };
    status?: { phase?: string; containerStatuses?: unknown };
}

/** The node of all pods: their specifications name it, because there is no scheduler. */
export const NODE = "node";

/**
 * Stands for the kubelet that the control plane lacks: while it acts, pods with the label `pods=run` become ready,
 * those with `pods=break` cannot get their image, and deleted ones end.
 */
export class Nodes {
    private acting = true;
    private readonly done: Promise<void>;

    constructor(private readonly plane: ControlPlane) {
        plane.create({ apiVersion: "v1", kind: "Node", metadata: { name: NODE } });
        this.done = this.act();
    }

    async stop(): Promise<void> {
        this.acting = false;
        await this.done;
    }

    private async act(): Promise<void> {
        while (this.acting) {
            const list = this.plane.kubectl("get", "pods", "-A", "-l", "pods", "-o", "json");
            for (const pod of (JSON.parse(list) as { items: Pod[] }).items) {
                this.move(pod);
            }
            await sleep(200);
        }
    }

    private move({ metadata, status }: Pod): void {
        const pod = ["-n", metadata.namespace, "pod", metadata.name];
        if (metadata.deletionTimestamp) {
            this.plane.kubectl("delete", ...pod, "--force", "--grace-period=0", "--ignore-not-found", "--wait=false");
        } else if (status?.phase === "Pending" && !status.containerStatuses) {
            const next = { status: metadata.labels?.["pods"] === "run" ? RUNNING : BROKEN };
            this.ifThere("patch", ...pod, "--subresource=status", "--type=merge", "-p", JSON.stringify(next));
        }
    }

    private ifThere(...args: string[]): void {
        try {
            this.plane.kubectl(...args);
        } catch (error) {
            if (!/not found/i.test(String((error as { stderr?: string }).stderr))) {
                throw error;
            }
        }
    }
}
