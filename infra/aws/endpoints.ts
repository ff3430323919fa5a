/** Ways to AWS's own services that do not lead through the internet. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { HTTPS_PORT } from "./ports";
import { securityGroup } from "./security-group";

/** By the hour and zone; the one to S3 is free. */
const INTERFACES = ["ecr.api", "ecr.dkr", "sts", "logs"] as const;

export interface EndpointsArgs {
    readonly network: Network;
    readonly region: string;
    readonly cidr: string;
    /** Without them the NAT gateway leads there. */
    readonly interfaces: boolean;
}

export function endpoints(name: string, { network, region, cidr, interfaces }: EndpointsArgs, opts: pulumi.CustomResourceOptions): void {
    const { vpcId } = network;
    new aws.ec2.VpcEndpoint(`${name}-s3`, { vpcId, serviceName: `com.amazonaws.${region}.s3`, vpcEndpointType: "Gateway", routeTableIds: [...network.innerRouteTableIds] }, opts);
    if (!interfaces) return;
    const group = securityGroup(name, {
        vpcId,
        description: "Endpoints of AWS services",
        from: [{ name: "vpc", peer: { cidr }, port: HTTPS_PORT, description: "Whoever is in the VPC" }],
        to: [],
    }, opts);
    for (const service of INTERFACES) {
        new aws.ec2.VpcEndpoint(`${name}-${service.replace(".", "-")}`, {
            vpcId,
            serviceName: `com.amazonaws.${region}.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: [...network.subnetIds.private],
            securityGroupIds: [group.id],
        }, opts);
    }
}
