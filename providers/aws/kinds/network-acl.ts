import {
    CreateNetworkAclCommand,
    CreateNetworkAclEntryCommand,
    DeleteNetworkAclCommand,
    DeleteNetworkAclEntryCommand,
    DescribeNetworkAclsCommand,
    ReplaceNetworkAclAssociationCommand,
    type NetworkAcl,
    type RuleAction,
} from "@aws-sdk/client-ec2";
import type { NetworkAclState } from "@pulumi/aws/ec2/networkAcl";
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { finish, inOrder, insist, live, unlessGone } from "./shared";
import { fromTagList } from "./tags";

interface Rule {
    readonly ruleNo: number;
    readonly protocol: string;
    readonly action: string;
    readonly cidrBlock?: string;
    readonly fromPort: number;
    readonly toPort: number;
}

const RULE: readonly (keyof Rule)[] = ["ruleNo", "protocol", "action", "cidrBlock", "fromPort", "toPort"];

/** The last rule of each direction, which refuses everything: AWS's own, never changed. */
const LAST = 32_767;

const find = async (id: string, { ec2 }: Account): Promise<NetworkAcl | undefined> => (await unlessGone(ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds: [id] }))))?.NetworkAcls?.[0];

const rulesOf = ({ Entries = [] }: NetworkAcl, egress: boolean): Rule[] =>
    Entries.filter(({ Egress, RuleNumber = 0 }) => Egress === egress && RuleNumber < LAST).map(({ RuleNumber = 0, Protocol = "", RuleAction = "", CidrBlock, PortRange }) => ({
        ruleNo: RuleNumber,
        protocol: Protocol,
        action: RuleAction,
        cidrBlock: CidrBlock,
        fromPort: PortRange?.From ?? 0,
        toPort: PortRange?.To ?? 0,
    }));

const subnetsOf = ({ Associations = [] }: NetworkAcl): string[] => Associations.map(({ SubnetId = "" }) => SubnetId);

/** Makes the rules of one direction those that are given. */
async function setRules(id: string, egress: boolean, given: readonly Rule[], { ec2 }: Account, found: readonly Rule[] = []): Promise<void> {
    const missingIn = (rules: readonly Rule[]) => (rule: Rule) => !rules.some((other) => isDeepStrictEqual(other, rule));
    for (const { ruleNo } of found.filter(missingIn(given))) await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId: id, Egress: egress, RuleNumber: ruleNo }));
    for (const { ruleNo, protocol, action, cidrBlock, fromPort, toPort } of given.filter(missingIn(found))) {
        await ec2.send(new CreateNetworkAclEntryCommand({ NetworkAclId: id, Egress: egress, RuleNumber: ruleNo, Protocol: protocol, RuleAction: action as RuleAction, CidrBlock: cidrBlock, PortRange: { From: fromPort, To: toPort } }));
    }
}

/** A subnet has one list at any time: it is moved from the one that it has. */
async function moveSubnets(to: string, subnetIds: readonly string[], { ec2 }: Account): Promise<void> {
    if (subnetIds.length === 0) return;
    const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters: [{ Name: "association.subnet-id", Values: [...subnetIds] }] }));
    const associations = NetworkAcls.flatMap(({ Associations = [] }) => Associations).filter(({ SubnetId = "", NetworkAclId }) => subnetIds.includes(SubnetId) && NetworkAclId !== to);
    for (const { NetworkAclAssociationId } of associations) await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId: NetworkAclAssociationId, NetworkAclId: to }));
}

async function release(found: NetworkAcl, subnetIds: readonly string[], account: Account): Promise<void> {
    if (subnetIds.length === 0) return;
    const { NetworkAcls = [] } = await account.ec2.send(new DescribeNetworkAclsCommand({ Filters: [{ Name: "vpc-id", Values: [found.VpcId!] }, { Name: "default", Values: ["true"] }] }));
    await moveSubnets(NetworkAcls[0]!.NetworkAclId!, subnetIds, account);
}

const list = <T>(inputs: Properties, name: string): T[] => (inputs[name] ?? []) as T[];

export const networkAcl: Kind = {
    inputs: ["vpcId", "subnetIds", "ingress", "egress", "tags"],
    parts: { ingress: RULE, egress: RULE },
    replacing: ["vpcId"],
    stable: ["arn", "ownerId"],
    defaults: { subnetIds: [], ingress: [], egress: [] },

    async create(inputs, account) {
        const { NetworkAcl } = await account.ec2.send(new CreateNetworkAclCommand({ VpcId: inputs["vpcId"] as string, TagSpecifications: tagSpecifications("network-acl", inputs) }));
        const id = NetworkAcl!.NetworkAclId!;
        return finish(id, inputs, "vpcId", async () => {
            await setRules(id, false, list(inputs, "ingress"), account);
            await setRules(id, true, list(inputs, "egress"), account);
            await moveSubnets(id, list(inputs, "subnetIds"), account);
        });
    },

    async read(id, account, _, state = {}) {
        const found = await find(id, account);
        return found && live<NetworkAclState>(id, {
            arn: arnOf(account, found.OwnerId, `network-acl/${id}`),
            ownerId: found.OwnerId,
            vpcId: found.VpcId,
            subnetIds: inOrder(subnetsOf(found), state["subnetIds"]),
            ingress: inOrder(rulesOf(found, false), state["ingress"]),
            egress: inOrder(rulesOf(found, true), state["egress"]),
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const found = await find(id, account);
        for (const name of ["ingress", "egress"]) {
            if (found && changed.has(name)) await setRules(id, name === "egress", list(inputs, name), account, rulesOf(found, name === "egress"));
        }
        if (found && changed.has("subnetIds")) {
            const subnetIds = list<string>(inputs, "subnetIds");
            await moveSubnets(id, subnetIds, account);
            await release(found, subnetsOf(found).filter((subnet) => !subnetIds.includes(subnet)), account);
        }
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        const found = await find(id, account);
        if (!found) return;
        await release(found, subnetsOf(found), account);
        await insist(`network ACL ${id}`, /DependencyViolation/, () => unlessGone(account.ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: id }))), context, 5);
    },
};
