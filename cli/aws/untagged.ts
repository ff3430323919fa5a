/** What the tagging API does not tell of: log groups and interfaces that AWS makes by itself, addresses, other marks. */
import { paginateDescribeLogGroups } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeAddressesCommand, paginateDescribeNetworkInterfaces, paginateDescribeSecurityGroups, paginateDescribeVolumes } from "@aws-sdk/client-ec2";
import type { Region } from "./account";
import { TAGS, tagsOf, type Leftover } from "./leftover";
import type { EnvironmentNames } from "./names";

/** Log groups that EKS and RDS make, by how their names begin; after it comes a slash or nothing. */
const logGroups = ({ cluster, environment }: EnvironmentNames): string[] => [`/aws/eks/${cluster}`, `/aws/containerinsights/${cluster}`, `/aws/rds/instance/${environment}`, `/aws/lambda/${environment}`];

export async function findLogGroups({ name: region, logs }: Region, names: readonly EnvironmentNames[]): Promise<Leftover[]> {
    const found: Leftover[] = [];
    for (const owner of names) {
        for (const prefix of logGroups(owner)) {
            for await (const { logGroups: groups = [] } of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: prefix })) {
                for (const { logGroupName: id = "" } of groups) {
                    if (id === prefix || id.startsWith(`${prefix}/`)) found.push({ environment: owner.environment, region, type: "logs:log-group", id, by: "name" });
                }
            }
        }
    }
    return found;
}

/** Network interfaces and security groups in the VPCs that are left: they keep a VPC from being deleted. */
export async function findInNetworks({ name: region, ec2 }: Region, tagged: readonly Leftover[]): Promise<Leftover[]> {
    const owners = new Map(tagged.filter(({ type }) => type === "ec2:vpc").map(({ id, environment }) => [id.split("/").at(-1)!, environment]));
    if (owners.size === 0) return [];
    const Filters = [{ Name: "vpc-id", Values: [...owners.keys()] }];
    const found: Leftover[] = [];
    const add = (type: string, id = "", vpc = "") => found.push({ environment: owners.get(vpc)!, region, type, id, by: `in ${vpc}` });
    for await (const { NetworkInterfaces = [] } of paginateDescribeNetworkInterfaces({ client: ec2 }, { Filters })) {
        for (const { NetworkInterfaceId, VpcId } of NetworkInterfaces) add("ec2:network-interface", NetworkInterfaceId, VpcId);
    }
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups({ client: ec2 }, { Filters })) {
        for (const { GroupId, GroupName, VpcId } of SecurityGroups) if (GroupName !== "default") add("ec2:security-group", GroupId, VpcId);
    }
    return found;
}

/** Volumes of the EBS driver whose cluster is a tag's value: the tagging API was asked for keys and for its own tags only. */
export async function findVolumes({ name: region, ec2 }: Region, names: readonly EnvironmentNames[]): Promise<Leftover[]> {
    const owners = new Map(names.map(({ cluster, environment }) => [cluster, environment]));
    const found: Leftover[] = [];
    const Filters = [{ Name: "tag:KubernetesCluster", Values: [...owners.keys()] }];
    for await (const { Volumes = [] } of paginateDescribeVolumes({ client: ec2 }, { Filters })) {
        for (const { VolumeId: id = "", Tags } of Volumes) {
            const { KubernetesCluster = "", [TAGS.expiry]: expiry } = tagsOf(Tags);
            const environment = owners.get(KubernetesCluster); // AWS takes * and ? in a filter's value for more than themselves
            if (environment) found.push({ environment, region, type: "ec2:volume", id, by: "tag KubernetesCluster", expiry });
        }
    }
    return found;
}

/** Addresses cost by the hour, most of all those that nothing uses, so they are asked for themselves. Of every environment. */
export async function findAddresses({ name: region, ec2 }: Region): Promise<Leftover[]> {
    const { Addresses = [] } = await ec2.send(new DescribeAddressesCommand({ Filters: [{ Name: "tag-key", Values: [TAGS.environment] }] }));
    return Addresses.flatMap(({ AllocationId: id = "", Tags }) => {
        const { [TAGS.environment]: environment, [TAGS.expiry]: expiry } = tagsOf(Tags);
        return environment ? [{ environment, region, type: "ec2:elastic-ip", id, by: `tag ${TAGS.environment}`, expiry }] : [];
    });
}
