/** What has to be said and true before anything is made in a cloud. */
import type { EnvironmentPlan } from "../../infra/plan";
import { localEndpoint } from "../../providers/aws/place";
import type { Pulumi } from "../../setup/machine";
import { UserError } from "../errors";
import { enabledRegions, requireAccount } from "./account";
import { isOver } from "./leftover";

/**
 * What a plan can do without and an environment cannot: who may get in, whose it is, until when, and who hears of its cost.
 * @throws UserError that names all of it
 */
export function requireSpecified({ name, specification: { owner, expiry, aws } }: EnvironmentPlan, now = new Date()): void {
    const faults = [
        ...(aws.endpoint === "allow-list" && aws.access.length === 0 ? ["aws.access names no network: nobody could administer the environment."] : []),
        ...(aws.access.includes("0.0.0.0/0") ? ["aws.access names the whole world."] : []),
        ...(owner ? [] : ["owner is missing: nobody would answer for the environment."]),
        ...(expiry ? [] : ["expiry is missing: nobody would know when it may go."]),
        ...(isOver(expiry, now) ? [`expiry is over: ${expiry}.`] : []),
        ...(aws.budget.email ? [] : ["aws.budget.email is missing: nobody would hear of the cost."]),
    ];
    if (faults.length > 0) throw new UserError("SPECIFICATION", `The specification of "${name}" does not say all that an environment on AWS has to have.`, faults.join("\n"));
}

/**
 * The account that the credentials lead to has to be the one that is meant, and to have the region.
 * @throws UserError
 */
export async function requireAccountAndRegion({ specification: { aws } }: EnvironmentPlan): Promise<void> {
    const account = await requireAccount();
    if (aws.account && aws.account !== account) throw new UserError("AWS_ACCOUNT", `The credentials are those of the account ${account}; the specification names ${aws.account}.`);
    const regions = await enabledRegions();
    if (!regions.includes(aws.region)) throw new UserError("SPECIFICATION", `plateau:aws.region is ${aws.region}, which is no region that the account has enabled.`, regions.join(" "));
}

/** Plateau's own plugin makes nothing in a real account: it works for tests, against an account on this machine. */
export function requireMakingPlugin({ pluginKind }: Pulumi): void {
    if (pluginKind === "official" || localEndpoint()) return;
    throw new UserError("AWS_PLUGIN", "The official plugin for AWS is not on this machine and cannot be downloaded; Plateau's own plans an environment, and makes none.");
}
