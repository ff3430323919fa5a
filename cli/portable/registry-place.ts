/** Where an environment's images lie, by target. An export names them as `local` does. */
import { run } from "../../setup/run";
import type { EnvironmentPlan } from "../../infra/plan";
import type { Inside } from "./inside";

export interface RegistryPlace {
    /** "127.0.0.1:15000". */
    readonly registry: string;
    /** User and password as Basic authentication has them. */
    readonly auth: string;
    /** File with the certificate of the registry's authority, where it is the environment's own. */
    readonly authority?: string;
}

/** First part of a repository's name in an export, as on `local`. */
const PORTABLE = "plateau";

/** The same in the environment's registry: in an account, environments stand side by side. */
const partOf = ({ name, specification: { target } }: EnvironmentPlan): string => (target === "local" ? PORTABLE : name);

/** "registry.demo.internal:5000/plateau/web@sha256:…": what a workload runs from the environment's registry. */
const OWN = {
    local: /^registry\.[^/]+\/(.+)@(sha256:[0-9a-f]{64})$/,
    aws: /^\d{12}\.dkr\.ecr\.[^/]+\/(.+)@(sha256:[0-9a-f]{64})$/,
};

/** The repository, as an export names it, and the digest of an image; undefined where it is none of the environment's own. */
export function ownImage(image: string, plan: EnvironmentPlan): { repository: string; digest: string } | undefined {
    const [, repository, digest] = OWN[plan.specification.target].exec(image) ?? [];
    return repository && digest ? { repository: repository.replace(`${partOf(plan)}/`, `${PORTABLE}/`), digest } : undefined;
}

/** The repository in the environment's registry. */
export const placeOf = (repository: string, plan: EnvironmentPlan): string => repository.replace(`${PORTABLE}/`, `${partOf(plan)}/`);

export async function registryOf(place: Inside): Promise<RegistryPlace> {
    return place.plan.specification.target === "local" ? localRegistry(place) : awsRegistry(place);
}

function localRegistry({ access, plan }: Inside): RegistryPlace {
    return { registry: `127.0.0.1:${plan.ports.registry}`, auth: access.plan.registryAuthorization.replace(/^Basic /, ""), authority: access.caFile };
}

/** ECR gives a password for twelve hours to whoever may pull. */
async function awsRegistry({ plan, signal }: Inside): Promise<RegistryPlace> {
    const { region } = plan.specification.aws;
    const ask = (...args: string[]) => run("aws", ["--region", region, ...args], { signal });
    const [account, password] = await Promise.all([ask("sts", "get-caller-identity", "--query", "Account", "--output", "text"), ask("ecr", "get-login-password")]);
    return { registry: `${account.trim()}.dkr.ecr.${region}.amazonaws.com`, auth: Buffer.from(`AWS:${password.trim()}`).toString("base64") };
}
