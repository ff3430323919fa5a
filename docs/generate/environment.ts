/** The resources of an environment, as `./plateau up` would declare them. */
import { environment } from "../../infra/environment";
import type { MachineFacts } from "../../infra/facts";
import { planEnvironment } from "../../infra/plan";
import { parseSpecification } from "../../infra/specification";
import { declare, type Declared } from "./declared";

/** What set-up would have found: the picture shows none of it, and the program asks for all of it. */
const MACHINE: MachineFacts = {
    images: { server: "server", node: "node", database: "database" },
    apps: { web: "web", api: "api", worker: "worker" },
    ansibleDigest: "digest",
};

/** What only an engine could answer. */
const OUTPUTS = { certificate: "", privateKey: "", publicKey: "", value: "", results: { kubeconfig: "{}" } };

/** @param settings of `Pulumi.<name>.yaml`, without their prefix */
export function declaredEnvironment(name: string, settings: Record<string, unknown> = {}): Promise<Declared[]> {
    const plan = planEnvironment(name, parseSpecification(settings));
    return declare(() => void environment(plan, MACHINE), OUTPUTS);
}
