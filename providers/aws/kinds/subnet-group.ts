import { CreateDBSubnetGroupCommand, DeleteDBSubnetGroupCommand, DescribeDBSubnetGroupsCommand, ModifyDBSubnetGroupCommand } from "@aws-sdk/client-rds";
import type { SubnetGroupArgs, SubnetGroupState } from "@pulumi/aws/rds/subnetGroup";
import type { Kind } from "../kind";
import { retagRds, tagsOfArn } from "./rds";
import { inOrder, insist, live, unlessGone, type Plain } from "./shared";
import { tagList, tagsOf } from "./tags";

type Given = Plain<SubnetGroupArgs>;

const contentOf = ({ description, subnetIds }: Given) => ({ DBSubnetGroupDescription: description, SubnetIds: subnetIds });

/** Its ID is its name. */
export const subnetGroup: Kind = {
    inputs: ["name", "description", "subnetIds", "tags"],
    replacing: ["name"],
    stable: ["arn", "vpcId"],
    defaults: { description: "Managed by Pulumi" },
    named: { by: "name", maxLength: 255 },

    async create(inputs, { rds }) {
        const given: Given = inputs;
        await rds.send(new CreateDBSubnetGroupCommand({ DBSubnetGroupName: given.name, ...contentOf(given), Tags: tagList(tagsOf(inputs)) }));
        return given.name!;
    },

    async read(id, account, _, state = {}) {
        const found = (await unlessGone(account.rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName: id }))))?.DBSubnetGroups?.[0];
        if (!found) return undefined;
        return live<SubnetGroupState>(id, {
            arn: found.DBSubnetGroupArn,
            name: found.DBSubnetGroupName,
            description: found.DBSubnetGroupDescription,
            subnetIds: inOrder((found.Subnets ?? []).map(({ SubnetIdentifier = "" }) => SubnetIdentifier), state["subnetIds"]),
            vpcId: found.VpcId,
            ...(await tagsOfArn(found.DBSubnetGroupArn, account)),
        });
    },

    async update(id, inputs, changed, account, _, olds) {
        if (changed.has("subnetIds") || changed.has("description")) await account.rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: id, ...contentOf(inputs) }));
        await retagRds(inputs, changed, account, olds);
    },

    async delete(id, _, { rds }, context) {
        await insist(`subnet group ${id}`, /InvalidDBSubnetGroupState/, () => unlessGone(rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: id }))), context, 10);
    },
};
