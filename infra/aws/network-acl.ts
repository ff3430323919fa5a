/** The second wall around the data: without state, so both directions are named, and answers come to high ports. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { subnetCidrs } from "./addresses";
import type { Network } from "./network";
import { CACHE_PORT, POSTGRESQL_PORT } from "./ports";

const TCP = "6";
const ANSWERS = { fromPort: 1024, toPort: 65_535 };

export function dataAcl(name: string, network: Network, cidr: string, opts: pulumi.CustomResourceOptions): aws.ec2.NetworkAcl {
    // The cluster's pods and the bastion ask; a standby in another zone is fed by AWS's own network, not by this one.
    const callers = [...subnetCidrs(cidr, "private"), subnetCidrs(cidr, "public")[0]!];
    const ports = [POSTGRESQL_PORT, CACHE_PORT];
    const ingress = callers.flatMap((cidrBlock) => ports.map((port) => ({ cidrBlock, fromPort: port, toPort: port })));
    const egress = callers.map((cidrBlock) => ({ cidrBlock, ...ANSWERS }));
    const numbered = <T extends object>(rules: readonly T[]) => rules.map((rule, index) => ({ ...rule, protocol: TCP, action: "allow", ruleNo: 100 + 10 * index }));
    return new aws.ec2.NetworkAcl(name, {
        vpcId: network.vpcId,
        subnetIds: [...network.subnetIds.data],
        ingress: numbered(ingress),
        egress: numbered(egress),
    }, opts);
}
