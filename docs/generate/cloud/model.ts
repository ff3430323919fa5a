/** What the picture of the target aws shows, read from the inputs of the resources that the program declares. */
import { inputsOf, type Declared } from "../../../infra/declared/program";
import { namespacesOf, type Namespace } from "../picture/cluster";

/** Subnets of one kind, one in each zone. */
export interface Tier {
    readonly name: string;
    readonly cidrs: readonly string[];
    /** What the only route to the outside leads through. */
    readonly wayOut: "internet" | "nat" | "none";
}

/** Something that stands in a tier or beside the VPC: its name, and what is said of it. */
export interface Part {
    readonly name: string;
    readonly notes: readonly string[];
}

export interface Cloud {
    readonly environment: string;
    readonly region: string;
    readonly zones: readonly string[];
    readonly cidr: string;
    readonly tiers: readonly Tier[];
    /** Networks that may administer. */
    readonly access: readonly string[];
    readonly balancer: Part;
    readonly bastion: Part;
    readonly gateways: Part;
    readonly cluster: Part;
    readonly nodes: Part;
    readonly namespaces: readonly Namespace[];
    readonly databases: readonly Part[];
    readonly cache: Part;
    /** What is in the region and in no network. */
    readonly services: readonly Part[];
}

export function cloudOf(declared: readonly Declared[]): Cloud {
    const all = (type: string) => inputsOf(declared, `aws:${type}`);
    const [provider] = inputsOf(declared, "pulumi:providers:aws");
    const [vpc] = all("ec2/vpc:Vpc");
    const subnets = declared.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    const [bastion] = all("ec2/instance:Instance");
    const [cluster] = all("eks/cluster:Cluster");
    const [group] = all("eks/nodeGroup:NodeGroup");
    const [cache] = all("elasticache/replicationGroup:ReplicationGroup");
    const rules = all("vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    return {
        environment: vpc.tags.Name,
        region: provider.region,
        zones: [...new Set(subnets.map(({ inputs }) => inputs.availabilityZone as string))],
        cidr: vpc.cidrBlock,
        tiers: tiersOf(declared, subnets),
        access: rules.filter(({ fromPort, cidrIpv4 }) => fromPort === 22 && cidrIpv4).map(({ cidrIpv4 }) => cidrIpv4),
        balancer: { name: "Application Load Balancer", notes: [all("lb/listener:Listener")[0].sslPolicy, ...all("wafv2/webAcl:WebAcl").map(({ rules }) => `WAF: ${rules.length} × ${rules[0].statement.managedRuleGroupStatement.vendorName}`)] },
        bastion: { name: "bastion", notes: [`${bastion.instanceType} · Debian 13`, bastion.privateIp] },
        gateways: { name: "NAT", notes: [`× ${all("ec2/natGateway:NatGateway").length}`] },
        cluster: { name: `EKS ${cluster.version}`, notes: all("eks/addon:Addon").map(({ addonName }) => addonName) },
        nodes: { name: `${group.scalingConfig.desiredSize} × ${group.instanceTypes.join(", ")}`, notes: [group.capacityType.toLowerCase().replace("_", "-"), group.amiType] },
        namespaces: namespacesOf(declared),
        databases: all("rds/instance:Instance").map((database) => ({
            name: database.identifier,
            notes: [`PostgreSQL ${database.engineVersion}`, database.instanceClass, ...(database.multiAz ? ["Multi-AZ"] : []), ...(database.deletionProtection ? ["deletion protection"] : [])],
        })),
        cache: { name: `${cache.engine} ${cache.engineVersion}`, notes: [cache.nodeType, `× ${cache.numCacheClusters}`] },
        services: servicesOf(declared),
    };
}

function tiersOf(declared: readonly Declared[], subnets: readonly Declared[]): Tier[] {
    const routes = declared.filter(({ type }) => type === "aws:ec2/route:Route").map(({ name, inputs }) => ({ name, ...inputs }));
    const kinds = [...new Set(subnets.map(({ name }) => name.replace(/^network-|-\d$/g, "")))];
    return kinds.map((kind) => {
        const route = routes.find(({ name }) => name.startsWith(`network-${kind}`));
        return {
            name: kind,
            cidrs: subnets.filter(({ name }) => name.startsWith(`network-${kind}-`)).map(({ inputs }) => inputs.cidrBlock),
            wayOut: route?.gatewayId ? "internet" : route?.natGatewayId ? "nat" : "none",
        };
    });
}

/** By the name that AWS gives to the service, with how many there are of what. */
const SERVICES: Readonly<Record<string, string>> = {
    "route53/zone:Zone": "Route 53",
    "acm/certificate:Certificate": "ACM",
    "ecr/repository:Repository": "ECR",
    "s3/bucket:Bucket": "S3",
    "kms/key:Key": "KMS",
    "iam/role:Role": "IAM",
    "cloudwatch/logGroup:LogGroup": "CloudWatch Logs",
    "ec2/flowLog:FlowLog": "Flow logs",
    "ec2/vpcEndpoint:VpcEndpoint": "VPC endpoints",
    "budgets/budget:Budget": "Budgets",
};

function servicesOf(declared: readonly Declared[]): Part[] {
    return Object.entries(SERVICES).flatMap(([type, name]) => {
        const found = declared.filter((resource) => resource.type === `aws:${type}`);
        return found.length > 0 ? [{ name, notes: [`× ${found.length}`] }] : [];
    });
}
