/** Logs, alarms, notifications, keys and secrets. */
import { ASSUMPTIONS } from "../assumptions";
import type { Catalogue } from "../charge";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const operations: Catalogue = {
    [LOG_GROUP]: (_, graph) => {
        const groups = graph.of(LOG_GROUP).length;
        return [
            { price: "CloudWatch/logs-ingested", quantity: ASSUMPTIONS.logsIngested.amount / groups, assumed: "logsIngested" },
            { price: "CloudWatch/logs-stored", quantity: ASSUMPTIONS.logsStored.amount / groups, assumed: "logsStored" },
        ];
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": () => [{ price: "CloudWatch/alarm", quantity: 1 }],
    "aws:kms/key:Key": () => [{ price: "KMS/key", quantity: 1 }],
    "aws:secretsmanager/secret:Secret": () => [{ price: "SecretsManager/secret", quantity: 1 }],
    "aws:sns/topic:Topic": () => [{ unclear: "the messages of a notification topic" }],
    /** Standard parameters are free; the others are charged for. */
    "aws:ssm/parameter:Parameter": ({ inputs }) => (["Advanced", "Intelligent-Tiering"].includes(inputs.tier) ? [{ unclear: "an advanced parameter of Systems Manager" }] : []),
};
