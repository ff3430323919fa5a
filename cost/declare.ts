/** A process: reads the name and settings of an environment, answers the resources that its program declares. */
import { environment } from "../infra/environment";
import type { MachineFacts } from "../infra/facts";
import { planEnvironment } from "../infra/plan";
import { parseSpecification } from "../infra/specification";
import { awsAnswers } from "./answers";
import { answerAlone } from "./apart";
import { declared, type Answers } from "./declared";
import { onAws, type Settings } from "./settings";

/** What set-up would have found: none of it has a price, and the program asks for all of it. */
const MACHINE: MachineFacts = {
    images: { server: "server", node: "node", database: "database" },
    apps: { web: "web", api: "api", worker: "worker" },
    ansibleDigest: "digest",
};

/** What only the project's own provider could answer. */
const OWN = { certificate: "", privateKey: "", publicKey: "", value: "", results: { kubeconfig: "{}" } };

void answerAlone(({ name, settings }: { name: string; settings: Settings }) => {
    const plan = planEnvironment(name, parseSpecification(settings));
    const { outputs, functions } = awsAnswers(onAws(settings).region);
    const answers: Answers = { functions, outputs: (type, resource) => ({ ...OWN, ...outputs?.(type, resource) }) };
    return declared(() => void environment(plan, MACHINE), answers);
});
