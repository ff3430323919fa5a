import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { INGRESS_NODE_PORT } from "../../k8s/ingress";
import type { Network } from "./network";
import { HTTPS_PORT } from "./ports";
import { securityGroup, WORLD } from "./security-group";

export interface EntranceArgs {
    readonly environment: string;
    readonly network: Network;
    readonly certificateArn: pulumi.Input<string>;
    readonly nodes: aws.eks.NodeGroup;
    /** Group of the nodes. */
    readonly nodesGroup: pulumi.Input<string>;
    readonly firewall: boolean;
}

/** The way in for users: HTTPS from the world to the ingress controller's port of every node, encrypted on both halves. */
export class Entrance extends pulumi.ComponentResource {
    readonly balancer: aws.lb.LoadBalancer;

    constructor(name: string, args: EntranceArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Entrance", name, {}, opts);
        const child = { parent: this };
        const { environment, network, nodes, nodesGroup } = args;
        const group = securityGroup(name, {
            vpcId: network.vpcId,
            description: "The way in for users",
            from: [{ name: "world", peer: WORLD, port: HTTPS_PORT, description: "Users" }],
            to: [{ name: "nodes", peer: { group: nodesGroup }, port: INGRESS_NODE_PORT, description: "Ingress controller" }],
        }, child);
        new aws.vpc.SecurityGroupIngressRule(`${name}-into-nodes`, {
            securityGroupId: nodesGroup,
            referencedSecurityGroupId: group.id,
            description: "Ingress controller, from the load balancer",
            ipProtocol: "tcp",
            fromPort: INGRESS_NODE_PORT,
            toPort: INGRESS_NODE_PORT,
        }, child);
        this.balancer = new aws.lb.LoadBalancer(name, {
            name: environment,
            loadBalancerType: "application",
            subnets: [...network.subnetIds.public],
            securityGroups: [group.id],
            dropInvalidHeaderFields: true,
        }, child);
        const targets = new aws.lb.TargetGroup(name, {
            name: environment,
            vpcId: network.vpcId,
            port: INGRESS_NODE_PORT,
            protocol: "HTTPS",
            targetType: "instance",
            deregistrationDelay: 15,
            // The controller knows no host by that name and says so; a node without a controller does not answer at all.
            healthCheck: { protocol: "HTTPS", path: "/", matcher: "404", interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 },
        }, child);
        new aws.lb.Listener(name, {
            loadBalancerArn: this.balancer.arn,
            port: HTTPS_PORT,
            protocol: "HTTPS",
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            certificateArn: args.certificateArn,
            defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
        }, child);
        new aws.autoscaling.Attachment(name, {
            autoscalingGroupName: nodes.resources.apply(([resources]) => resources!.autoscalingGroups[0]!.name),
            lbTargetGroupArn: targets.arn,
        }, child);
        if (args.firewall) firewall(name, environment, this.balancer, child);
        this.registerOutputs({});
    }
}

/** AWS's own rules, which refuse what is known to be an attack. */
const RULE_GROUPS = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"];

function firewall(name: string, environment: string, { arn }: aws.lb.LoadBalancer, opts: pulumi.CustomResourceOptions): void {
    const visibility = (metricName: string) => ({ cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
    const acl = new aws.wafv2.WebAcl(name, {
        name: environment,
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        visibilityConfig: visibility(environment),
        rules: RULE_GROUPS.map((group, priority) => ({
            name: group,
            priority,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
            visibilityConfig: visibility(group),
        })),
    }, opts);
    new aws.wafv2.WebAclAssociation(name, { resourceArn: arn, webAclArn: acl.arn }, opts);
}
