/** What passes through the VPC, accepted or refused, as long as the profile says. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import { serviceRole } from "./service-role";

export interface FlowLogsArgs {
    readonly environment: string;
    readonly network: Network;
    readonly days: number;
}

export function flowLogs(name: string, { environment, network, days }: FlowLogsArgs, opts: pulumi.CustomResourceOptions): void {
    const group = new aws.cloudwatch.LogGroup(name, { name: `/aws/vpc/${environment}`, retentionInDays: days }, opts);
    const policy = group.arn.apply((arn) => JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"], Resource: `${arn}:*` }],
    }));
    const { role, rights } = serviceRole(name, { environment, service: "vpc-flow-logs.amazonaws.com", policy }, opts);
    new aws.ec2.FlowLog(name, { vpcId: network.vpcId, trafficType: "ALL", logDestination: group.arn, iamRoleArn: role.arn, maxAggregationInterval: 60 }, { ...opts, dependsOn: rights });
}
