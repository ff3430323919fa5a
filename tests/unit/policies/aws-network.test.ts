import { endpoints } from "../../../policies/aws/endpoints";
import { flowLogs } from "../../../policies/aws/flow-logs";
import { securityGroups } from "../../../policies/aws/security-groups";
import { resource, stackViolations, UNKNOWN, violations } from "./judge";

const rule = (fromPort: number, toPort: number, ...cidrBlocks: string[]) => ({ protocol: "tcp", fromPort, toPort, cidrBlocks });
const group = (...ingress: object[]) => violations(securityGroups, "aws:ec2/securityGroup:SecurityGroup", { ingress }, { sshFrom: ["192.0.2.0/24"] });

describe("security groups", () => {
    test.each([
        ["https from everywhere", rule(443, 443, "0.0.0.0/0")],
        ["https from everywhere, IPv6", { ...rule(443, 443), ipv6CidrBlocks: ["::/0"] }],
        ["ssh from the allow list", rule(22, 22, "192.0.2.0/24")],
        ["ssh inside the environment", rule(22, 22, "10.64.1.0/24")],
        ["PostgreSQL from another group", { ...rule(5432, 5432), securityGroups: ["sg-1"] }],
        ["an address that is not known yet", rule(22, 22, UNKNOWN)],
        ["an outgoing flow", undefined],
    ])("%s may be", (_, ingress) => expect(group(...(ingress ? [ingress] : []))).toEqual([]));

    test.each([
        ["http from everywhere", rule(80, 80, "0.0.0.0/0"), "port 80 is open to the world"],
        ["ssh from everywhere", rule(22, 22, "0.0.0.0/0"), "port 22 is open to the world"],
        ["a range that holds 443", rule(0, 65_535, "0.0.0.0/0"), "ports 0 to 65535 is open"],
        ["every protocol", { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }, "every port is open"],
        ["IPv6 too", { ...rule(5432, 5432), ipv6CidrBlocks: ["::/0"] }, "(::/0)"],
        ["ssh from an address that nobody named", rule(22, 22, "198.51.100.7/32"), "not in the allow list (192.0.2.0/24)"],
        ["ssh in a range of ports", rule(20, 30, "198.51.100.7/32"), "ports 20 to 30 lets ssh in"],
        ["what is known beside what is not", rule(80, 80, UNKNOWN, "0.0.0.0/0"), "port 80 is open"],
    ])("%s may not be", (_, ingress, message) => expect(group(ingress)).toEqual([expect.stringContaining(message)]));

    test("rules that are resources of their own are no way around it", () => {
        const separate = { type: "ingress", ...rule(22, 22, "0.0.0.0/0") };
        expect(violations(securityGroups, "aws:ec2/securityGroupRule:SecurityGroupRule", separate)).toHaveLength(1);
        expect(violations(securityGroups, "aws:ec2/securityGroupRule:SecurityGroupRule", { ...separate, type: "egress" })).toEqual([]);
        const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
        expect(violations(securityGroups, ingressRule, { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" })).toHaveLength(1);
        expect(violations(securityGroups, ingressRule, { ipProtocol: "-1", cidrIpv6: "::/0" })).toEqual([expect.stringContaining("every port")]);
        expect(violations(securityGroups, ingressRule, { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" })).toEqual([]);
        expect(violations(securityGroups, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", { ingress: [rule(22, 22, "0.0.0.0/0")] })).toHaveLength(1);
    });
});

test("the API of Kubernetes answers inside, or to named networks", () => {
    const cluster = (vpcConfig: object) => violations(endpoints, "aws:eks/cluster:Cluster", { vpcConfig: { endpointPrivateAccess: true, ...vpcConfig } });
    expect(cluster({ endpointPublicAccess: false })).toEqual([]);
    expect(cluster({ endpointPublicAccess: true, publicAccessCidrs: ["192.0.2.0/24"] })).toEqual([]);
    expect(cluster({ endpointPublicAccess: true, publicAccessCidrs: ["192.0.2.0/24", "0.0.0.0/0"] })).toHaveLength(1);
    expect(cluster({})).toEqual([expect.stringContaining("answers to the world")]); // the default of EKS
    expect(cluster({ endpointPublicAccess: false, endpointPrivateAccess: false })).toEqual([expect.stringContaining("endpointPrivateAccess")]);
});

test("no database is public", () => {
    expect(violations(endpoints, "aws:rds/instance:Instance", { publiclyAccessible: true })).toEqual(["publiclyAccessible is true."]);
    expect(violations(endpoints, "aws:rds/instance:Instance", {})).toEqual([]);
    expect(violations(endpoints, "aws:rds/clusterInstance:ClusterInstance", { publiclyAccessible: true })).toHaveLength(1);
});

test("each VPC has its own flow log", () => {
    const [one, other] = ["one", "other"].map((name) => resource("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.64.0.0/16" }));
    const log = resource("aws:ec2/flowLog:FlowLog", "log", { vpcId: UNKNOWN }, { vpcId: one! });
    expect(stackViolations(flowLogs, [one!, log])).toEqual([]);
    expect(stackViolations(flowLogs, [one!, other!, log])).toEqual(["other: nothing logs the flows of this VPC."]);
    expect(stackViolations(flowLogs, [resource("aws:ec2/flowLog:FlowLog", "of a subnet", { subnetId: "subnet-1" }), other!])).toHaveLength(1);
});
