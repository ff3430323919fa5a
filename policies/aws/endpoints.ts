import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType } from "../reading";

/** What administers the environment and what holds its data answers inside it, or to addresses that somebody has named. */
export const endpoints: ResourceValidationPolicy = {
    name: "no-public-endpoint",
    description: "The Kubernetes API and the databases are not public (CIS Amazon EKS Benchmark, 5.4.2; CIS AWS Foundations 3.0.0, 2.3.3; ANSSI, Guide d'hygiène informatique, mesure 28).",
    validateResource: byType({
        "aws:eks/cluster:Cluster": ({ vpcConfig }, report) => {
            if (vpcConfig?.endpointPrivateAccess !== true) report("vpcConfig.endpointPrivateAccess is not true: nodes would reach the API through the internet.");
            if (vpcConfig?.endpointPublicAccess === false) return;
            const sources: readonly string[] = vpcConfig?.publicAccessCidrs ?? ["0.0.0.0/0"]; // the default of EKS
            if (sources.includes("0.0.0.0/0") || sources.includes("::/0")) report("the API answers to the world: set vpcConfig.endpointPublicAccess to false, or name the networks in publicAccessCidrs.");
        },
        "aws:rds/instance:Instance": ({ publiclyAccessible }, report) => {
            if (publiclyAccessible === true) report("publiclyAccessible is true.");
        },
        "aws:rds/clusterInstance:ClusterInstance": ({ publiclyAccessible }, report) => {
            if (publiclyAccessible === true) report("publiclyAccessible is true.");
        },
    }),
};
