/** Opens the account on this machine. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { EKSClient } from "@aws-sdk/client-eks";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { RDSClient } from "@aws-sdk/client-rds";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Account } from "./account";
import { plainly } from "./errors";
import type { Settings } from "./settings";

/**
 * @param endpoint of all services
 * @throws Error where the credentials are none, or another account's than those that are allowed
 */
export async function openAccount(endpoint: string, { region, allowedAccountIds }: Settings): Promise<Account> {
    if (!region) throw new Error("The aws provider has no region.");
    const settings = { region, endpoint };
    const { Account: number = "" } = await new STSClient(settings).send(new GetCallerIdentityCommand({})).catch(plainly);
    if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(number)) throw new Error(`The credentials are those of the account ${number}; the provider allows ${allowedAccountIds.join(", ")}.`);
    return {
        region,
        number,
        ec2: new EC2Client(settings),
        ecr: new ECRClient(settings),
        eks: new EKSClient(settings),
        iam: new IAMClient(settings),
        kms: new KMSClient(settings),
        logs: new CloudWatchLogsClient(settings),
        rds: new RDSClient(settings),
        secrets: new SecretsManagerClient(settings),
    };
}
