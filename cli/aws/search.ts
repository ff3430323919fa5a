/** Looks for everything in an account that an environment has left, in all regions at once. */
import { limiter } from "../../setup/parallel";
import { openIam, openRegion, rethrow } from "./account";
import { findIdentities } from "./identities";
import type { Leftover } from "./leftover";
import { namesOf, type EnvironmentNames } from "./names";
import { findTagged } from "./tagged";
import { findAddresses, findInNetworks, findLogGroups, findVolumes } from "./untagged";

/** Regions that are asked at once. */
const AT_ONCE = 6;

/**
 * What is found, each once.
 * @param environment whose clusters and log groups are looked for by name; what bears a tag is found for every environment
 * @throws UserError where a region cannot be read: to leave it out would be to call it empty
 */
export async function findLeftovers(environment: string, regions: readonly string[]): Promise<Leftover[]> {
    const names = [namesOf(environment)];
    const limit = limiter(AT_ONCE);
    const searches = [findIdentities(openIam()).catch((error: unknown) => rethrow(error)), ...regions.map((region) => limit(() => searchRegion(region, names)))];
    const found = (await Promise.all(searches)).flat();
    // Once, though a tag tells its ARN and a description its identifier.
    const key = ({ region, type, id }: Leftover) => `${region} ${type} ${bareId(id)}`;
    return [...new Map(found.toReversed().map((each) => [key(each), each])).values()].sort((a, b) => key(a).localeCompare(key(b)));
}

/** "vpc-1" of "arn:aws:ec2:eu-west-3:1:vpc/vpc-1", and "/aws/eks/a/cluster" of the ARN of that log group. */
function bareId(id: string): string {
    return id.startsWith("arn:") ? id.split(":").slice(5).join(":").replace(/^[a-z-]+[:/]/, "") : id;
}

async function searchRegion(name: string, names: readonly EnvironmentNames[]): Promise<Leftover[]> {
    const region = openRegion(name);
    try {
        const tagged = await findTagged(region, names);
        const others = [findInNetworks(region, tagged), findAddresses(region), findVolumes(region, names), findLogGroups(region, names)];
        return [...tagged, ...(await Promise.all(others)).flat()];
    } catch (error) {
        rethrow(error, name);
    }
}
