/** The resources of an environment, as `./plateau up` would declare them. */
import { environment } from "../environment";
import type { MachineFacts } from "../facts";
import { planEnvironment } from "../plan";
import { parseSpecification } from "../specification";
import { awsAnswers } from "./aws";
import { declare, type Answers, type Declared } from "./program";

/** Stands for what set-up would have made: the program asks for all of it, and a plan needs none of it. */
export const UNMADE: MachineFacts = {
    images: { server: "server", node: "node", database: "database" },
    apps: { web: "web", api: "api", worker: "worker" },
    ansibleDigest: "digest",
};

/** What only the project's own provider could answer. */
const OWN = { certificate: "", privateKey: "", publicKey: "", value: "", results: { kubeconfig: "{}" } };

/**
 * @param settings of `Pulumi.<name>.yaml`, without their prefix
 * @throws SpecificationError
 */
export function declaredEnvironment(name: string, settings: Record<string, unknown> = {}): Promise<Declared[]> {
    const plan = planEnvironment(name, parseSpecification(settings));
    const { outputs, functions } = awsAnswers(plan.specification.aws.region);
    const answers: Answers = { functions, outputs: (...resource) => ({ ...OWN, ...outputs?.(...resource) }) };
    return declare(async () => void (await environment(plan, UNMADE)), answers);
}
