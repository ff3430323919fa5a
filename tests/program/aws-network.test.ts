/** The network of an environment on AWS, asked as a whole: who reaches whom, and by which way. */
import type { Declared } from "../../infra/declared/program";
import { PROFILES } from "../../infra/aws/settings";
import { behind, OFFICE, of, onAws } from "./aws";

const WORLD = "0.0.0.0/0";

describe.each(PROFILES)("in the profile %s", (profile) => {
    let declared: Declared[];
    beforeAll(async () => {
        declared = await onAws(profile);
    });

    /** Names of the subnets by what their only way outside leads through. */
    const waysOut = () => {
        const tables = new Map(of(declared, "ec2/routeTable:RouteTable").map(({ name }) => [name, of(declared, "ec2/route:Route").filter(({ inputs }) => behind(declared, "ec2/routeTable:RouteTable", inputs.routeTableId).name === name)]));
        return of(declared, "ec2/subnet:Subnet").map(({ name: subnet }) => {
            const associations = of(declared, "ec2/routeTableAssociation:RouteTableAssociation").filter(({ inputs }) => behind(declared, "ec2/subnet:Subnet", inputs.subnetId).name === subnet);
            const routes = associations.flatMap(({ inputs }) => tables.get(behind(declared, "ec2/routeTable:RouteTable", inputs.routeTableId).name)!);
            return { subnet, associations: associations.length, through: routes.map(({ inputs }) => (inputs.gatewayId ? "internet gateway" : inputs.natGatewayId ? "NAT gateway" : "?")), to: routes.map(({ inputs }) => inputs.destinationCidrBlock) };
        });
    };

    test("every subnet is routed as its name says, by one table", () => {
        const expected: Record<string, string[]> = { public: ["internet gateway"], private: ["NAT gateway"], control: [], data: [] };
        const ways = waysOut();
        expect(ways).toHaveLength(12);
        for (const { subnet, associations, through, to } of ways) {
            const kind = /^network-(\w+)-\d$/.exec(subnet)![1]!;
            expect({ subnet, associations, through, to }).toEqual({ subnet, associations: 1, through: expected[kind], to: expected[kind]!.map(() => WORLD) });
        }
    });

    test("NAT gateways stand in public subnets, one or one a zone, each with an address", () => {
        const gateways = of(declared, "ec2/natGateway:NatGateway");
        expect(gateways).toHaveLength(profile === "lesson" ? 1 : 3);
        for (const { inputs } of gateways) {
            expect(behind(declared, "ec2/subnet:Subnet", inputs.subnetId).name).toMatch(/^network-public-/);
            expect(behind(declared, "ec2/eip:Eip", inputs.allocationId).inputs.domain).toBe("vpc");
        }
    });

    test("subnets lie in three zones, within the VPC, and none in another", () => {
        const [vpc] = of(declared, "ec2/vpc:Vpc");
        const ranges = of(declared, "ec2/subnet:Subnet").map(({ inputs }) => rangeOf(inputs.cidrBlock));
        const [first, last] = rangeOf(vpc!.inputs.cidrBlock);
        expect(ranges.every(([from, to]) => from >= first && to <= last)).toBe(true);
        const ordered = ranges.sort(([a], [b]) => a - b);
        expect(ordered.slice(1).every(([from], index) => from > ordered[index]![1])).toBe(true);
        expect(new Set(of(declared, "ec2/subnet:Subnet").map(({ inputs }) => inputs.availabilityZone)).size).toBe(3);
    });

    test("the world reaches port 443 alone, and ssh the bastion from the allow list", () => {
        const rules = of(declared, "vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(({ inputs }) => inputs);
        const outside = rules.filter(({ cidrIpv4 }) => cidrIpv4 && !cidrIpv4.startsWith("10."));
        expect(outside.map(({ cidrIpv4, fromPort, toPort, ipProtocol, securityGroupId }) => [cidrIpv4, ipProtocol, fromPort, toPort, behind(declared, "ec2/securityGroup:SecurityGroup", securityGroupId).name]).sort()).toEqual([
            [OFFICE, "tcp", 22, 22, "bastion"],
            [WORLD, "tcp", 443, 443, "entrance"],
        ].sort());
        expect(rules.filter(({ cidrIpv6 }) => cidrIpv6)).toEqual([]);
        for (const { inputs } of of(declared, "ec2/securityGroup:SecurityGroup")) expect([inputs.ingress, inputs.egress]).toEqual([undefined, undefined]); // no rule beside those
        expect(of(declared, "ec2/defaultSecurityGroup:DefaultSecurityGroup").map(({ inputs }) => [inputs.ingress, inputs.egress])).toEqual([[[], []]]);
    });

    test("data is reached by pods and the bastion, on its two ports, and reaches nobody", () => {
        const groups = ["database", "cache"];
        const rulesOf = (type: string) => of(declared, type).filter(({ inputs }) => inputs.securityGroupId !== "cluster-security-group" && groups.includes(behind(declared, "ec2/securityGroup:SecurityGroup", inputs.securityGroupId).name));
        expect(rulesOf("vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(({ inputs }) => [inputs.referencedSecurityGroupId ?? inputs.cidrIpv4, inputs.fromPort, inputs.toPort]).sort()).toEqual([
            ["10.64.1.0/24", 5432, 5432],
            ["cluster-security-group", 5432, 5432],
            ["cluster-security-group", 6379, 6379],
        ]);
        expect(rulesOf("vpc/securityGroupEgressRule:SecurityGroupEgressRule")).toEqual([]);
        const [acl] = of(declared, "ec2/networkAcl:NetworkAcl");
        expect(acl!.inputs.subnetIds).toHaveLength(3);
        expect(new Set(acl!.inputs.ingress.map((rule: { fromPort: number }) => rule.fromPort))).toEqual(new Set([5432, 6379]));
        expect(acl!.inputs.ingress.every(({ cidrBlock, action }: Record<string, string>) => action === "allow" && cidrBlock!.startsWith("10.64."))).toBe(true);
    });

    test("only the bastion has a public address of its own, beside the ways out", () => {
        const holders = of(declared, "ec2/eip:Eip").filter(({ inputs }) => inputs.instance);
        expect(holders.map(({ inputs }) => behind(declared, "ec2/instance:Instance", inputs.instance).name)).toEqual(["bastion"]);
        expect(of(declared, "ec2/subnet:Subnet").every(({ inputs }) => inputs.mapPublicIpOnLaunch === false)).toBe(true);
        expect(of(declared, "lb/loadBalancer:LoadBalancer").map(({ inputs }) => inputs.subnets.map((id: string) => behind(declared, "ec2/subnet:Subnet", id).name))).toEqual([["network-public-1", "network-public-2", "network-public-3"]]);
    });

    test("the VPC is watched, and reaches S3 without leaving AWS", () => {
        expect(of(declared, "ec2/flowLog:FlowLog").map(({ inputs }) => [behind(declared, "ec2/vpc:Vpc", inputs.vpcId).name, inputs.trafficType])).toEqual([["network", "ALL"]]);
        const endpoints = of(declared, "ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs.serviceName.split(".").slice(3).join("."));
        expect(endpoints.sort()).toEqual(profile === "lesson" ? ["s3"] : ["ecr.api", "ecr.dkr", "logs", "s3", "sts"]);
    });
});

test("without a network to administer from, the Kubernetes API is not public", async () => {
    const declared = await onAws("lesson", { access: [] });
    expect(of(declared, "eks/cluster:Cluster").map(({ inputs }) => [inputs.vpcConfig.endpointPublicAccess, inputs.vpcConfig.endpointPrivateAccess])).toEqual([[false, true]]);
    expect(of(declared, "vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22)).toEqual([]);
});

/** First and last address of a network, as numbers. */
function rangeOf(cidr: string): [number, number] {
    const [address = "", length] = cidr.split("/");
    const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return [first, first + 2 ** (32 - Number(length)) - 1];
}
