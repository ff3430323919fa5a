import {
    AddRoleToInstanceProfileCommand,
    CreateInstanceProfileCommand,
    DeleteInstanceProfileCommand,
    GetInstanceProfileCommand,
    RemoveRoleFromInstanceProfileCommand,
    TagInstanceProfileCommand,
    UntagInstanceProfileCommand,
} from "@aws-sdk/client-iam";
import type { InstanceProfileState } from "@pulumi/aws/iam/instanceProfile";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { finish, live, nameOf, unlessGone } from "./shared";
import { fromTagList, retag, tagList, tagsOf } from "./tags";

const find = async (id: string, { iam }: Account) => (await unlessGone(iam.send(new GetInstanceProfileCommand({ InstanceProfileName: id }))))?.InstanceProfile;

/** A profile has one role at most: the one that it has goes first. */
async function setRole(id: string, role: unknown, account: Account): Promise<void> {
    for (const { RoleName } of (await find(id, account))?.Roles ?? []) {
        await unlessGone(account.iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName: id, RoleName })));
    }
    if (role) await account.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: id, RoleName: role as string }));
}

export const instanceProfile: Kind = {
    inputs: ["name", "namePrefix", "role", "tags"],
    replacing: ["name", "namePrefix"],
    stable: ["arn", "uniqueId", "createDate"],
    named: { by: "name", prefix: "namePrefix", maxLength: 128 },

    async create(inputs, account) {
        const InstanceProfileName = nameOf(inputs);
        await account.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags: tagList(tagsOf(inputs)) }));
        return finish(InstanceProfileName, inputs, "name", () => setRole(InstanceProfileName, inputs["role"], account));
    },

    async read(id, account) {
        const found = await find(id, account);
        return found && live<InstanceProfileState>(id, {
            arn: found.Arn,
            uniqueId: found.InstanceProfileId,
            createDate: found.CreateDate?.toISOString(),
            name: found.InstanceProfileName,
            path: found.Path,
            role: found.Roles?.[0]?.RoleName,
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, _, olds) {
        if (changed.has("role")) await setRole(id, inputs["role"], account);
        const { iam } = account;
        const InstanceProfileName = id;
        await retag(
            inputs,
            olds,
            changed,
            (tags) => iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: tagList(tags) })),
            (TagKeys) => iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys })),
        );
    },

    async delete(id, _, account) {
        await setRole(id, undefined, account);
        await unlessGone(account.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName: id })));
    },
};
