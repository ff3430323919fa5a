/** The account that the credentials of this shell lead to, and the faults of reaching it. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeRegionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { UserError } from "../errors";

/** Where requests go that belong to no region; every account has it enabled. */
export const HOME_REGION = "us-east-1";

/** The clients of one region. Endpoint and credentials are the SDK's own: environment, profile, role of the machine. */
export interface Region {
    readonly name: string;
    readonly ec2: EC2Client;
    readonly logs: CloudWatchLogsClient;
    readonly kms: KMSClient;
    readonly tagging: ResourceGroupsTaggingAPIClient;
}

export function openRegion(name: string): Region {
    const settings = { region: name };
    return {
        name,
        ec2: new EC2Client(settings),
        logs: new CloudWatchLogsClient(settings),
        kms: new KMSClient(settings),
        tagging: new ResourceGroupsTaggingAPIClient(settings),
    };
}

/** IAM is the same in every region. */
export const openIam = (): IAMClient => new IAMClient({ region: HOME_REGION });

/**
 * The number of the account.
 * @throws UserError where there are no credentials, or AWS does not take them
 */
export async function requireAccount(): Promise<string> {
    const { Account } = await new STSClient({ region: HOME_REGION }).send(new GetCallerIdentityCommand({})).catch((error: unknown) => rethrow(error));
    return Account ?? "";
}

/** Names of the regions that the account has enabled. */
export async function enabledRegions(): Promise<string[]> {
    const { Regions = [] } = await openRegion(HOME_REGION).ec2.send(new DescribeRegionsCommand({ AllRegions: false })).catch((error: unknown) => rethrow(error));
    return Regions.flatMap(({ RegionName }) => RegionName ?? []).sort();
}

/** Names of AWS's errors for credentials that are missing, wrong, or no longer valid. */
const CREDENTIALS = ["CredentialsProviderError", "TokenProviderError", "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "SignatureDoesNotMatch", "InvalidAccessKeyId"];
const EXPIRED = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"];
const DENIED = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"];
const UNREACHABLE = ["ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "TimeoutError"];

/** @throws UserError for what a user can mend; the error itself for everything else */
export function rethrow(error: unknown, region?: string): never {
    const where = region ? ` in ${region}` : "";
    const { name = "", code = "", message = "" } = error as { name?: string; code?: string; message?: string };
    if (CREDENTIALS.includes(name)) throw new UserError("AWS_CREDENTIALS", "AWS does not know who is asking: there are no credentials, or wrong ones.", message);
    if (EXPIRED.includes(name)) throw new UserError("AWS_CREDENTIALS", "The AWS session has expired.", message, "Log in again (aws sso login, or new session tokens), then run the command again.");
    if (DENIED.includes(name)) throw new UserError("AWS_DENIED", `AWS refuses a request${where} with these credentials.`, message);
    if (UNREACHABLE.includes(code) || UNREACHABLE.includes(name)) throw new UserError("AWS_UNREACHABLE", `AWS does not answer${where}.`, message);
    throw error;
}
