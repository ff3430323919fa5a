/** Functions of the SDK that the program calls: asked in the account on this machine, or answered as a plan can be. */
import { DescribeAvailabilityZonesCommand, DescribeImagesCommand } from "@aws-sdk/client-ec2";
import { GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { UNKNOWN } from "../kit/properties";
import type { Properties } from "../kit/types";
import type { Account } from "./account";
import { plainly } from "./errors";

interface Function {
    /** What a plan can know without an account. */
    planned(args: Properties, region: string): Properties;
    ask(args: Properties, account: Account): Promise<Properties>;
}

interface Filter {
    readonly name: string;
    readonly values: string[];
}

const filters = (args: Properties) => ((args["filters"] ?? []) as Filter[]).map(({ name, values }) => ({ Name: name, Values: values }));

export const FUNCTIONS: Readonly<Record<string, Function>> = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        planned: (_, region) => ({ id: region, names: ["a", "b", "c"].map((letter) => `${region}${letter}`) }),
        async ask(args, { ec2, region }) {
            const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters: filters(args) }));
            const zones = AvailabilityZones.filter(({ State }) => !args["state"] || State === args["state"]);
            return { id: region, names: zones.map(({ ZoneName }) => ZoneName), zoneIds: zones.map(({ ZoneId }) => ZoneId) };
        },
    },
    "aws:index/getCallerIdentity:getCallerIdentity": {
        planned: () => ({ id: UNKNOWN, accountId: UNKNOWN, arn: UNKNOWN, userId: UNKNOWN }),
        async ask(_, { sts }) {
            const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}));
            return { id: Account, accountId: Account, arn: Arn, userId: UserId };
        },
    },
    "aws:index/getRegion:getRegion": {
        planned: (_, region) => ({ id: region, region, name: region }),
        ask: async (_, { region }) => ({ id: region, region, name: region }),
    },
    "aws:index/getPartition:getPartition": {
        planned: () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" }),
        ask: async () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" }),
    },
    "aws:ec2/getAmi:getAmi": {
        planned: () => ({ id: UNKNOWN, imageId: UNKNOWN, architecture: UNKNOWN, rootDeviceName: UNKNOWN }),
        async ask(args, { ec2 }) {
            const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: args["owners"] as string[] | undefined, Filters: filters(args) }));
            const [newest] = Images.toSorted((a, b) => (b.CreationDate ?? "").localeCompare(a.CreationDate ?? ""));
            if (!newest) throw new Error(`No image of ${String(args["owners"])} fits the filters.`);
            if (Images.length > 1 && args["mostRecent"] !== true) throw new Error(`${Images.length} images fit the filters: ask for the most recent one, or for fewer.`);
            return { id: newest.ImageId, imageId: newest.ImageId, name: newest.Name, architecture: newest.Architecture, rootDeviceName: newest.RootDeviceName, creationDate: newest.CreationDate };
        },
    },
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
        planned: (_, region) => ({ id: region, userName: "AWS", password: UNKNOWN, authorizationToken: UNKNOWN, proxyEndpoint: UNKNOWN }),
        async ask(_, { ecr, region }) {
            const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
            const [{ authorizationToken = "", proxyEndpoint } = {}] = authorizationData;
            const [userName, password] = Buffer.from(authorizationToken, "base64").toString("utf8").split(":");
            return { id: region, userName, password, authorizationToken, proxyEndpoint };
        },
    },
    "aws:secretsmanager/getSecretVersion:getSecretVersion": {
        planned: () => ({ id: UNKNOWN, arn: UNKNOWN, secretString: UNKNOWN, versionId: UNKNOWN }),
        async ask(args, { secrets }) {
            const { ARN, SecretString, VersionId } = await secrets.send(new GetSecretValueCommand({ SecretId: args["secretId"] as string }));
            return { id: `${ARN}|${VersionId}`, arn: ARN, secretString: SecretString, versionId: VersionId };
        },
    },
};

/** @param account undefined where a plan is all that can be had */
export async function call(token: string, args: Properties, region: string, account: Account | undefined): Promise<Properties> {
    const { planned, ask } = FUNCTIONS[token]!;
    const answer = account ? await ask(args, account).catch((error: unknown) => plainly(error)) : planned(args, region);
    return { ...args, ...answer };
}
