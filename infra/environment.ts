/** One environment from its plan, on any target: secrets, what it stands on, and what runs in Kubernetes. */
import type { MachineFacts } from "./facts";
import type { Connection, Inventory } from "./plateau/resources";
import { Pki } from "./pki";
import { stageHost, type EnvironmentPlan } from "./plan";
import type { DatabaseSecrets, Target } from "./target";
import { Workloads } from "./workloads";

/** What `verify` reads from the stack to find its way into the environment. */
export interface EnvironmentOutputs {
    readonly caCertificate: string;
    /** Where users come in: an address or a host name. */
    readonly entrance: string;
    readonly connection: Connection;
    readonly kubeconfig: string;
    readonly inventory: Inventory;
    readonly playbooks: string[];
    readonly variables: {
        /** Where the environment operates one. */
        readonly registry?: { readonly user: string; readonly password: string };
        readonly database: object;
        readonly pki: { readonly certificates: Readonly<Record<string, { readonly key: string }>> };
    };
}

/** Declares all resources of an environment and returns the stack's outputs. */
export async function environment(plan: EnvironmentPlan, machine: MachineFacts): Promise<Record<string, unknown>> {
    const target = await targetOf(plan);
    const { stages } = plan.specification;
    const pki = new Pki("pki", { plan, publicHosts: stages.map((stage) => stageHost(plan, stage)) });
    const secrets: Record<string, DatabaseSecrets> = Object.fromEntries(
        stages.map((stage) => [stage, { ownerPassword: pki.password(`${stage}-owner`), appPassword: pki.password(`${stage}-app`) }]),
    );
    const foundation = target({ plan, machine, pki, secrets });
    new Workloads("workloads", { plan, pki, secrets, foundation });
    return { caCertificate: pki.ca.certificate, kubeconfig: foundation.cluster.kubeconfig, ...foundation.outputs };
}

/** Loaded on demand: the SDK of a cloud takes seconds, which an environment elsewhere need not wait for. */
async function targetOf({ specification: { target } }: EnvironmentPlan): Promise<Target> {
    switch (target) {
        case "local":
            return (await import("./local/foundation")).local;
        case "aws":
            return (await import("./aws/foundation")).aws;
        default: {
            const forgotten: never = target;
            throw new Error(`no target ${String(forgotten)}`);
        }
    }
}
