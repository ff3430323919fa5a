/** Functions of the SDK that the program calls: asked in the account on this machine, or answered as far as a plan can be. */
import { DescribeAvailabilityZonesCommand, DescribeImagesCommand } from "@aws-sdk/client-ec2";
import { GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { secret } from "../kit/properties";
import type { Properties } from "../kit/types";
import type { Account } from "./account";
import { plainly, PLANS_ONLY } from "./errors";

interface Function {
    /** What stands in a plan without an account: the engine takes no unknown value from a function. Without it, there is no plan. */
    planned?(args: Properties, region: string): Properties;
    ask(args: Properties, account: Account): Promise<Properties>;
}

interface Filter {
    readonly name: string;
    readonly values: string[];
}

const filters = (args: Properties) => ((args["filters"] ?? []) as Filter[]).map(({ name, values }) => ({ Name: name, Values: values }));

/** An image that no account has. */
const NO_IMAGE = "ami-00000000000000000";

export const FUNCTIONS: Readonly<Record<string, Function>> = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        planned: (_, region) => ({ id: region, names: ["a", "b", "c"].map((letter) => `${region}${letter}`) }),
        async ask(args, { ec2, region }) {
            const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters: filters(args) }));
            const zones = AvailabilityZones.filter(({ State }) => !args["state"] || State === args["state"]);
            return { id: region, names: zones.map(({ ZoneName }) => ZoneName), zoneIds: zones.map(({ ZoneId }) => ZoneId) };
        },
    },
    "aws:ec2/getAmi:getAmi": {
        planned: () => ({ id: NO_IMAGE, imageId: NO_IMAGE }),
        async ask(args, { ec2 }) {
            const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: args["owners"] as string[] | undefined, Filters: filters(args) }));
            const [newest] = Images.toSorted((a, b) => (b.CreationDate ?? "").localeCompare(a.CreationDate ?? ""));
            if (!newest) throw new Error(`No image of ${String(args["owners"])} fits the filters.`);
            if (Images.length > 1 && args["mostRecent"] !== true) throw new Error(`${Images.length} images fit the filters: ask for the most recent one, or for fewer.`);
            return { id: newest.ImageId, imageId: newest.ImageId, name: newest.Name, architecture: newest.Architecture, rootDeviceName: newest.RootDeviceName, creationDate: newest.CreationDate };
        },
    },
    "aws:ecr/getAuthorizationToken:getAuthorizationToken": {
        async ask(_, { ecr, region }) {
            const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
            const [{ authorizationToken = "", proxyEndpoint } = {}] = authorizationData;
            const [userName, password] = Buffer.from(authorizationToken, "base64").toString("utf8").split(":");
            return { id: region, userName, password: secret(password), authorizationToken: secret(authorizationToken), proxyEndpoint };
        },
    },
    "aws:secretsmanager/getSecretVersion:getSecretVersion": {
        async ask(args, { secrets }) {
            const { ARN, SecretString, VersionId } = await secrets.send(new GetSecretValueCommand({ SecretId: args["secretId"] as string }));
            return { id: `${ARN}|${VersionId}`, arn: ARN, secretString: secret(SecretString), versionId: VersionId };
        },
    },
};

/** @param account undefined where a plan is all that can be had */
export async function call(token: string, args: Properties, region: string, account: Account | undefined): Promise<Properties> {
    const { planned, ask } = FUNCTIONS[token]!;
    if (account) return { ...args, ...(await ask(args, account).catch(plainly)) };
    if (!planned) throw PLANS_ONLY;
    return { ...args, ...planned(args, region) };
}
