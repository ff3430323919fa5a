import {
    CreateLogGroupCommand,
    DeleteLogGroupCommand,
    DeleteRetentionPolicyCommand,
    ListTagsForResourceCommand,
    paginateDescribeLogGroups,
    PutRetentionPolicyCommand,
    TagResourceCommand,
    UntagResourceCommand,
    type LogGroup,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LogGroupArgs, LogGroupState } from "@pulumi/aws/cloudwatch/logGroup";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { finish, live, unlessGone, type Plain } from "./shared";
import { readTags, retag, tagsOf } from "./tags";

type Given = Plain<LogGroupArgs>;

/** AWS looks for a prefix. */
async function find(name: string, { logs }: Account): Promise<LogGroup | undefined> {
    for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: name })) {
        const found = logGroups.find(({ logGroupName }) => logGroupName === name);
        if (found) return found;
    }
    return undefined;
}

/** Without the star at the end, with which AWS means its streams. */
const arnOf = ({ arn }: LogGroup): string => arn!.replace(/:\*$/, "");

async function setRetention(logGroupName: string, { retentionInDays }: Given, { logs }: Account): Promise<void> {
    await (retentionInDays ? logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays })) : logs.send(new DeleteRetentionPolicyCommand({ logGroupName })));
}

/** Its ID is its name. */
export const logGroup: Kind = {
    inputs: ["name", "retentionInDays", "tags"],
    replacing: ["name"],
    stable: ["arn"],
    defaults: { retentionInDays: 0 },
    named: { by: "name", maxLength: 512 },

    async create(inputs, account) {
        const given: Given = inputs;
        await account.logs.send(new CreateLogGroupCommand({ logGroupName: given.name, tags: tagsOf(inputs) }));
        return finish(given.name!, inputs, "name", async () => {
            if (given.retentionInDays) await setRetention(given.name!, given, account);
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        if (!found) return undefined;
        const { tags } = await account.logs.send(new ListTagsForResourceCommand({ resourceArn: arnOf(found) }));
        return live<LogGroupState>(id, { arn: arnOf(found), name: found.logGroupName, retentionInDays: found.retentionInDays ?? 0, ...readTags(tags) });
    },

    async update(id, inputs, changed, account, _, olds) {
        const { logs } = account;
        if (changed.has("retentionInDays")) await setRetention(id, inputs, account);
        const resourceArn = olds["arn"] as string;
        await retag(inputs, olds, changed, (tags) => logs.send(new TagResourceCommand({ resourceArn, tags })), (tagKeys) => logs.send(new UntagResourceCommand({ resourceArn, tagKeys })));
    },

    async delete(id, _, { logs }) {
        await unlessGone(logs.send(new DeleteLogGroupCommand({ logGroupName: id })));
    },
};
