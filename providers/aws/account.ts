/** The account that the plugin works in: clients of its services, all of one region. */
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { ECRClient } from "@aws-sdk/client-ecr";
import type { EKSClient } from "@aws-sdk/client-eks";
import type { IAMClient } from "@aws-sdk/client-iam";
import type { KMSClient } from "@aws-sdk/client-kms";
import type { RDSClient } from "@aws-sdk/client-rds";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

export interface Account {
    readonly region: string;
    /** Twelve digits. */
    readonly number: string;
    readonly ec2: EC2Client;
    readonly ecr: ECRClient;
    readonly eks: EKSClient;
    readonly iam: IAMClient;
    readonly kms: KMSClient;
    readonly logs: CloudWatchLogsClient;
    readonly rds: RDSClient;
    readonly secrets: SecretsManagerClient;
}
