import {
    CreateAliasCommand,
    CreateKeyCommand,
    DeleteAliasCommand,
    DescribeKeyCommand,
    DisableKeyRotationCommand,
    EnableKeyRotationCommand,
    GetKeyRotationStatusCommand,
    ListResourceTagsCommand,
    paginateListAliases,
    ScheduleKeyDeletionCommand,
    TagResourceCommand,
    UntagResourceCommand,
    UpdateAliasCommand,
    UpdateKeyDescriptionCommand,
    type AliasListEntry,
} from "@aws-sdk/client-kms";
import type { AliasArgs, AliasState } from "@pulumi/aws/kms/alias";
import type { KeyArgs, KeyState } from "@pulumi/aws/kms/key";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { finish, live, unless, unlessGone, type Plain } from "./shared";
import { readTags, retag, tagsOf, type Tags } from "./tags";

type Given = Plain<KeyArgs>;

const listOf = (tags: Tags) => Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

/** One that waits for its deletion is as good as gone. */
async function find(id: string, { kms }: Account) {
    const found = (await unlessGone(kms.send(new DescribeKeyCommand({ KeyId: id }))))?.KeyMetadata;
    return found?.KeyState?.startsWith("Pending") ? undefined : found;
}

async function setRotation(id: string, { enableKeyRotation }: Given, { kms }: Account): Promise<void> {
    await (enableKeyRotation ? kms.send(new EnableKeyRotationCommand({ KeyId: id })) : kms.send(new DisableKeyRotationCommand({ KeyId: id })));
}

export const key: Kind = {
    /** The window is the deletion's: AWS does not know it before. */
    inputs: ["description", "enableKeyRotation", "deletionWindowInDays", "tags"],
    replacing: [],
    stable: ["arn", "keyId", "keyUsage", "multiRegion", "customerMasterKeySpec"],
    defaults: { enableKeyRotation: false },

    async create(inputs, account) {
        const given: Given = inputs;
        const { KeyMetadata } = await account.kms.send(new CreateKeyCommand({ Description: given.description, Tags: listOf(tagsOf(inputs)) }));
        const id = KeyMetadata!.KeyId!;
        return finish(id, inputs, "description", async () => {
            if (given.enableKeyRotation) await setRotation(id, given, account);
        });
    },

    async read(id, account) {
        const { kms } = account;
        const found = await find(id, account);
        if (!found) return undefined;
        const [{ KeyRotationEnabled }, { Tags }] = await Promise.all([kms.send(new GetKeyRotationStatusCommand({ KeyId: id })), kms.send(new ListResourceTagsCommand({ KeyId: id }))]);
        return live<KeyState>(id, {
            arn: found.Arn,
            keyId: found.KeyId,
            description: found.Description,
            enableKeyRotation: KeyRotationEnabled,
            isEnabled: found.Enabled,
            keyUsage: found.KeyUsage,
            customerMasterKeySpec: found.KeySpec,
            multiRegion: found.MultiRegion,
            ...readTags(Object.fromEntries((Tags ?? []).map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]))),
        });
    },

    async update(id, inputs, changed, account, _, olds) {
        const given: Given = inputs;
        const { kms } = account;
        if (changed.has("description")) await kms.send(new UpdateKeyDescriptionCommand({ KeyId: id, Description: given.description ?? "" }));
        if (changed.has("enableKeyRotation")) await setRotation(id, given, account);
        await retag(inputs, olds, changed, (tags) => kms.send(new TagResourceCommand({ KeyId: id, Tags: listOf(tags) })), (TagKeys) => kms.send(new UntagResourceCommand({ KeyId: id, TagKeys })));
    },

    async delete(id, state, account) {
        if (!(await find(id, account))) return;
        const days = (state as Given).deletionWindowInDays;
        await unless(/NotFound|KMSInvalidState/, account.kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: days })));
    },
};

async function findAlias(name: string, { kms }: Account): Promise<AliasListEntry | undefined> {
    for await (const { Aliases = [] } of paginateListAliases({ client: kms }, {})) {
        const found = Aliases.find(({ AliasName }) => AliasName === name);
        if (found) return found;
    }
    return undefined;
}

/** Its ID is its name. */
export const alias: Kind = {
    inputs: ["name", "targetKeyId"],
    replacing: ["name"],
    stable: ["arn"],

    async create(inputs, { kms }) {
        const { name, targetKeyId } = inputs as Plain<AliasArgs>;
        await kms.send(new CreateAliasCommand({ AliasName: name, TargetKeyId: targetKeyId }));
        return name!;
    },

    async read(id, account) {
        const found = await findAlias(id, account);
        if (!found) return undefined;
        return live<AliasState>(id, { arn: found.AliasArn, name: id, targetKeyId: found.TargetKeyId, targetKeyArn: found.AliasArn?.replace(/:alias\/.*/, `:key/${found.TargetKeyId}`) });
    },

    async update(id, inputs, _, { kms }) {
        await kms.send(new UpdateAliasCommand({ AliasName: id, TargetKeyId: inputs["targetKeyId"] as string }));
    },

    async delete(id, _, { kms }) {
        await unlessGone(kms.send(new DeleteAliasCommand({ AliasName: id })));
    },
};
