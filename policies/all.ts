import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { bucketAccess, bucketCompanions } from "./aws/buckets";
import { databaseTls } from "./aws/database-tls";
import { encryption } from "./aws/encryption";
import { endpoints } from "./aws/endpoints";
import { flowLogs } from "./aws/flow-logs";
import { iam } from "./aws/iam";
import { instanceMetadata } from "./aws/instance-metadata";
import { securityGroups } from "./aws/security-groups";
import { tags } from "./aws/tags";
import { containers } from "./docker/containers";
import { pods } from "./kubernetes/pods";

/** All policies, each mandatory. */
export const POLICIES: readonly (ResourceValidationPolicy | StackValidationPolicy)[] = [
    securityGroups,
    encryption,
    bucketAccess,
    bucketCompanions,
    iam,
    tags,
    endpoints,
    databaseTls,
    instanceMetadata,
    flowLogs,
    pods,
    containers,
];
