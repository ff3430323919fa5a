/** What an environment on AWS has to say of itself, beside the repository's own specifications, for as long as a test lasts. */
import { rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../../setup/paths";

const ACCESS = ["198.51.100.0/24"];

/** What whoever answers for the security agrees to. */
export const AGREED = { "security-group-ingress": { sshFrom: ACCESS } };

const filesOf = (environment: string) => [`Pulumi.${environment}.yaml`, `Policies.${environment}.json`].map((file) => path.join(ROOT, file)) as [string, string];

/** @param aws settings beside those that `up` wants */
export function specify(environment: string, aws: object = {}, policies: object = AGREED): void {
    const [specification, settings] = filesOf(environment);
    const config = { "plateau:owner": "formation@example.org", "plateau:expiry": "2999-12-31", "plateau:aws": { ...aws, access: ACCESS, budget: { email: "formation@example.org" } } };
    writeFileSync(specification, JSON.stringify({ config })); // JSON is YAML, too
    writeFileSync(settings, JSON.stringify(policies));
}

export function unspecify(environment: string): void {
    for (const file of filesOf(environment)) rmSync(file, { force: true });
}
