/** Secrets that people have put into a stage; those that the program makes, every environment makes for itself. */
import { dump } from "js-yaml";
import type { Inside } from "./inside";
import { programSecrets } from "./state";

interface Secret {
    readonly type?: string;
    readonly immutable?: boolean;
    readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: object };
    readonly data?: Readonly<Record<string, string>>;
}

export interface StageSecrets {
    readonly names: readonly string[];
    /** Kubernetes' own form, as `kubectl apply` takes it. */
    readonly yaml: string;
}

/** A token of this cluster lets nobody into another. */
const TOKEN = "kubernetes.io/service-account-token";

/** By stage; a stage without such Secrets is left out. */
export async function secretsIn({ lab, stack }: Inside): Promise<Map<string, StageSecrets>> {
    const known = await programSecrets(stack);
    const found = new Map<string, StageSecrets>();
    for (const stage of lab.stages) {
        const { items } = await lab.kubernetes<{ items: Secret[] }>(`/api/v1/namespaces/${stage}/secrets`);
        const own = items.filter(({ type, metadata }) => type !== TOKEN && !known.has(`${metadata.namespace}/${metadata.name}`));
        if (own.length > 0) found.set(stage, { names: own.map(({ metadata }) => metadata.name), yaml: dump({ apiVersion: "v1", kind: "List", items: own.map(portable) }) });
    }
    return found;
}

export async function applySecrets({ lab }: Inside, stage: string, yaml: string): Promise<void> {
    await lab.kubectl(["apply", "--server-side", "--force-conflicts", "--field-manager=plateau-import", `--namespace=${stage}`, "--filename=-"], { stdin: yaml, timeoutSeconds: 60 });
}

/** Without what belongs to the cluster that it is in. */
function portable({ type, immutable, data, metadata: { name, labels } }: Secret): object {
    return { apiVersion: "v1", kind: "Secret", metadata: { name, ...(labels ? { labels } : {}) }, type, ...(immutable ? { immutable } : {}), data: data ?? {} };
}
