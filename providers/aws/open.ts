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
import { localEndpoint, PLANS_ONLY } from "./place";
import type { Settings } from "./settings";

/** @throws Refusal where requests would leave this machine */
export function openAccount({ region }: Settings): Account {
    const endpoint = localEndpoint();
    if (!endpoint) throw PLANS_ONLY;
    if (!region) throw new Error("The aws provider has no region.");
    const settings = { region, endpoint };
    return {
        region,
        ec2: new EC2Client(settings),
        ecr: new ECRClient(settings),
        eks: new EKSClient(settings),
        iam: new IAMClient(settings),
        kms: new KMSClient(settings),
        logs: new CloudWatchLogsClient(settings),
        rds: new RDSClient(settings),
        secrets: new SecretsManagerClient(settings),
        sts: new STSClient(settings),
    };
}

/** @throws Error where the credentials are none, or another account's than those that are allowed */
export async function requireAllowed({ sts }: Account, { allowedAccountIds }: Settings): Promise<void> {
    const { Account: found = "" } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => plainly(error));
    if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(found)) throw new Error(`The credentials are those of the account ${found}; the provider allows ${allowedAccountIds.join(", ")}.`);
}
