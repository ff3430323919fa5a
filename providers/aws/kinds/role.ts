import {
    AttachRolePolicyCommand,
    CreateRoleCommand,
    DeleteRoleCommand,
    DeleteRolePolicyCommand,
    DetachRolePolicyCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    paginateListAttachedRolePolicies,
    PutRolePolicyCommand,
    TagRoleCommand,
    UntagRoleCommand,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { RoleArgs, RoleState } from "@pulumi/aws/iam/role";
import type { RolePolicyArgs, RolePolicyState } from "@pulumi/aws/iam/rolePolicy";
import type { RolePolicyAttachmentArgs, RolePolicyAttachmentState } from "@pulumi/aws/iam/rolePolicyAttachment";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { sameDocument, live, unlessGone, type Plain } from "./shared";
import { fromTagList, retag, tagList, tagsOf } from "./tags";

export const role: Kind = {
    inputs: ["name", "namePrefix", "assumeRolePolicy", "tags"],
    replacing: ["name", "namePrefix"],
    stable: ["arn", "uniqueId", "createDate"],
    named: { by: "name", prefix: "namePrefix", maxLength: 64 },

    async create(inputs, { iam }) {
        const { name, assumeRolePolicy } = inputs as Plain<RoleArgs>;
        await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: assumeRolePolicy as string, Tags: tagList(tagsOf(inputs)) }));
        return name!;
    },

    async read(id, { iam }, _, state = {}) {
        const found = (await unlessGone(iam.send(new GetRoleCommand({ RoleName: id }))))?.Role;
        return found && live<RoleState>(id, {
            arn: found.Arn,
            uniqueId: found.RoleId,
            createDate: found.CreateDate?.toISOString(),
            name: found.RoleName,
            path: found.Path,
            description: found.Description,
            maxSessionDuration: found.MaxSessionDuration,
            assumeRolePolicy: sameDocument(decodeURIComponent(found.AssumeRolePolicyDocument!), state["assumeRolePolicy"]),
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, { iam }, _, olds) {
        if (changed.has("assumeRolePolicy")) await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: id, PolicyDocument: inputs["assumeRolePolicy"] as string }));
        await retag(inputs, olds, changed, (tags) => iam.send(new TagRoleCommand({ RoleName: id, Tags: tagList(tags) })), (TagKeys) => iam.send(new UntagRoleCommand({ RoleName: id, TagKeys })));
    },

    async delete(id, _, { iam }) {
        await unlessGone(iam.send(new DeleteRoleCommand({ RoleName: id })));
    },
};

async function isAttached(role: string, policyArn: string, { iam }: Account): Promise<boolean> {
    for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies({ client: iam }, { RoleName: role })) {
        if (AttachedPolicies.some(({ PolicyArn }) => PolicyArn === policyArn)) return true;
    }
    return false;
}

/** The two halves of an ID, the first of which has no such sign in it. */
function halves(id: string, sign: string): [string, string] {
    const [first = ""] = id.split(sign);
    return [first, id.slice(first.length + 1)];
}

/** Its ID is "role/ARN". */
export const rolePolicyAttachment: Kind = {
    inputs: ["role", "policyArn"],
    replacing: ["role", "policyArn"],

    async create(inputs, { iam }) {
        const { role: RoleName, policyArn: PolicyArn } = inputs as Plain<RolePolicyAttachmentArgs>;
        await iam.send(new AttachRolePolicyCommand({ RoleName: RoleName as string, PolicyArn }));
        return `${RoleName as string}/${PolicyArn}`;
    },

    async read(id, account) {
        const [role, policyArn] = halves(id, "/");
        const attached = await unlessGone(isAttached(role, policyArn, account));
        return attached ? live<RolePolicyAttachmentState>(id, { role, policyArn }) : undefined;
    },

    async delete(id, _, { iam }) {
        const [RoleName, PolicyArn] = halves(id, "/");
        await unlessGone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    },
};

const putPolicy = (RoleName: string, PolicyName: string, { policy }: Properties, { iam }: Account) => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: policy as string }));

/** Its ID is "role:name". */
export const rolePolicy: Kind = {
    inputs: ["name", "role", "policy"],
    replacing: ["name", "role"],
    named: { by: "name", maxLength: 128 },

    async create(inputs, account) {
        const { role, name } = inputs as Plain<RolePolicyArgs>;
        await putPolicy(role as string, name!, inputs, account);
        return `${role as string}:${name}`;
    },

    async read(id, { iam }, _, state = {}) {
        const [role, name] = halves(id, ":");
        const found = await unlessGone(iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name })));
        return found && live<RolePolicyState>(id, { role, name, policy: sameDocument(decodeURIComponent(found.PolicyDocument!), state["policy"]) });
    },

    async update(id, inputs, _, account) {
        await putPolicy(...halves(id, ":"), inputs, account);
    },

    async delete(id, _, { iam }) {
        const [RoleName, PolicyName] = halves(id, ":");
        await unlessGone(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })));
    },
};
