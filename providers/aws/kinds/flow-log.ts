import { CreateFlowLogsCommand, DeleteFlowLogsCommand, DescribeFlowLogsCommand, type TrafficType } from "@aws-sdk/client-ec2";
import type { FlowLogArgs, FlowLogState } from "@pulumi/aws/ec2/flowLog";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { insist, live, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

/** Of a VPC, into a log group. */
export const flowLog: Kind = {
    inputs: ["vpcId", "trafficType", "logDestination", "iamRoleArn", "maxAggregationInterval", "tags"],
    replacing: ["vpcId", "trafficType", "logDestination", "iamRoleArn", "maxAggregationInterval"],
    stable: ["arn"],
    defaults: { maxAggregationInterval: 600 },
    deletesFirst: true,

    async create(inputs, { ec2 }, context) {
        const given: Plain<FlowLogArgs> = inputs;
        const request = new CreateFlowLogsCommand({
            ResourceType: "VPC",
            ResourceIds: [given.vpcId!],
            TrafficType: given.trafficType as TrafficType,
            LogDestinationType: "cloud-watch-logs",
            LogDestination: given.logDestination,
            DeliverLogsPermissionArn: given.iamRoleArn,
            MaxAggregationInterval: given.maxAggregationInterval,
            TagSpecifications: tagSpecifications("vpc-flow-log", inputs),
        });
        const { FlowLogIds, Unsuccessful } = await insist(`flow log of ${given.vpcId}`, /Unable to assume given IAM role/, () => ec2.send(request), context, 2);
        if (!FlowLogIds?.[0]) throw new Error(Unsuccessful?.[0]?.Error?.Message ?? `AWS made no flow log of ${given.vpcId}.`);
        return FlowLogIds[0];
    },

    async read(id, account) {
        const found = (await unlessGone(account.ec2.send(new DescribeFlowLogsCommand({ FlowLogIds: [id] }))))?.FlowLogs?.[0];
        if (!found) return undefined;
        return live<FlowLogState>(id, {
            arn: arnOf(account, account.number, `vpc-flow-log/${id}`),
            vpcId: found.ResourceId,
            trafficType: found.TrafficType,
            logDestinationType: found.LogDestinationType,
            logDestination: found.LogDestination,
            iamRoleArn: found.DeliverLogsPermissionArn,
            maxAggregationInterval: found.MaxAggregationInterval,
            logFormat: found.LogFormat,
            ...fromTagList(found.Tags),
        });
    },

    update: retagEc2,

    async delete(id, _, { ec2 }) {
        const answer = await unlessGone(ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [id] })));
        const refusal = answer?.Unsuccessful?.[0]?.Error;
        if (refusal && !refusal.Code?.includes("NotFound")) throw new Error(refusal.Message);
    },
};
