import { deployerPolicies } from "../../infra/aws/deployer/documents";
import { UserError } from "../errors";
import type { Context, VerbOptions } from "../verb";

/** Region of an environment whose specification names none: the nearest to those whom the title is for. */
const REGION = "eu-west-3";

/** `plateau aws rights`: the IAM policies of the one who deploys, by name. Nobody is asked, and nothing is attached. */
export async function rights({ env, region, account }: VerbOptions, { print }: Context): Promise<number> {
    if (typeof account !== "string" || !/^\d{12}$/.test(account)) throw new UserError("USAGE", "The rights are those of one account: give its twelve digits with --account.", "", 'For example: "./plateau aws rights --account 123456789012".');
    const [only = REGION, ...others] = (region as string[] | undefined) ?? [];
    if (others.length > 0) throw new UserError("USAGE", "The rights are those of one region.", "", "Give --region once.");
    print(JSON.stringify(deployerPolicies({ environment: env, region: only, account }), null, 4));
    return 0;
}
