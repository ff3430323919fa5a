import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { known } from "../reading";

const watches = (log: PolicyResource, network: PolicyResource): boolean =>
    (log.propertyDependencies["vpcId"] ?? []).some(({ urn }) => urn === network.urn) ||
    (known(() => log.props["vpcId"]) !== undefined && known(() => log.props["vpcId"]) === known(() => network.props["id"]));

export const flowLogs: StackValidationPolicy = {
    name: "flow-logs",
    description: "Every VPC has flow logs (CIS AWS Foundations 3.0.0, 3.7; ANSSI, Guide d'hygiène informatique, mesure 36).",
    validateStack: ({ resources }, report) => {
        const logs = resources.filter(({ type }) => type === "aws:ec2/flowLog:FlowLog");
        for (const network of resources.filter(({ type }) => type === "aws:ec2/vpc:Vpc")) {
            if (!logs.some((log) => watches(log, network))) report("nothing logs the flows of this VPC.", network.urn);
        }
    },
};
