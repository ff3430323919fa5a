/** A security group with its rules, each a resource of its own with a description: who may call, and whom it may call. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** The other end of a flow: a network, or the members of another group. */
export type Peer = { readonly cidr: string } | { readonly group: pulumi.Input<string> };

export interface Rule {
    /** Part of the rule's name: "https-from-world". */
    readonly name: string;
    readonly peer: Peer;
    /** TCP port, or every port and protocol. */
    readonly port: number | "any";
    readonly description: string;
}

export interface SecurityGroupArgs {
    readonly vpcId: pulumi.Input<string>;
    readonly description: string;
    readonly from: readonly Rule[];
    readonly to: readonly Rule[];
}

export function securityGroup(name: string, { vpcId, description, from, to }: SecurityGroupArgs, opts: pulumi.CustomResourceOptions): aws.ec2.SecurityGroup {
    // Without inline rules the provider takes away AWS's own "everything may leave".
    const group = new aws.ec2.SecurityGroup(name, { vpcId, description, tags: { Name: name } }, opts);
    from.forEach((rule) => new aws.vpc.SecurityGroupIngressRule(`${name}-from-${rule.name}`, ruleOf(group, rule), opts));
    to.forEach((rule) => new aws.vpc.SecurityGroupEgressRule(`${name}-to-${rule.name}`, ruleOf(group, rule), opts));
    return group;
}

function ruleOf({ id: securityGroupId }: aws.ec2.SecurityGroup, { peer, port, description }: Rule) {
    return {
        securityGroupId,
        description,
        ...("cidr" in peer ? { cidrIpv4: peer.cidr } : { referencedSecurityGroupId: peer.group }),
        ...(port === "any" ? { ipProtocol: "-1" } : { ipProtocol: "tcp", fromPort: port, toPort: port }),
    };
}

export const WORLD: Peer = { cidr: "0.0.0.0/0" };
