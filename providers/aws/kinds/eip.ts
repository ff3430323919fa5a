import { AllocateAddressCommand, AssociateAddressCommand, DescribeAddressesCommand, DisassociateAddressCommand, ReleaseAddressCommand, type DomainType } from "@aws-sdk/client-ec2";
import type { EipArgs, EipState } from "@pulumi/aws/ec2/eip";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { finish, insist, live, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

type Given = Plain<EipArgs>;

const find = async (id: string, { ec2 }: Account) => (await unlessGone(ec2.send(new DescribeAddressesCommand({ AllocationIds: [id] }))))?.Addresses?.[0];

const associate = (id: string, { instance }: Given, { ec2 }: Account) => ec2.send(new AssociateAddressCommand({ AllocationId: id, InstanceId: instance }));

const disassociate = (AssociationId: string, { ec2 }: Account) => unlessGone(ec2.send(new DisassociateAddressCommand({ AssociationId })));

export const eip: Kind = {
    inputs: ["domain", "instance", "tags"],
    replacing: ["domain"],
    stable: ["arn", "allocationId", "publicIp", "publicDns"],
    defaults: { domain: "vpc" },

    async create(inputs, account) {
        const given: Given = inputs;
        const { AllocationId } = await account.ec2.send(new AllocateAddressCommand({ Domain: given.domain as DomainType, TagSpecifications: tagSpecifications("elastic-ip", inputs) }));
        return finish(AllocationId!, inputs, "domain", async () => {
            if (given.instance) await associate(AllocationId!, given, account);
        });
    },

    async read(id, account) {
        const found = await find(id, account);
        if (!found) return undefined;
        return live<EipState>(id, {
            arn: arnOf(account, account.number, `elastic-ip/${id}`),
            allocationId: id,
            associationId: found.AssociationId,
            domain: found.Domain,
            instance: found.InstanceId || undefined,
            networkInterface: found.NetworkInterfaceId,
            privateIp: found.PrivateIpAddress,
            publicIp: found.PublicIp,
            publicDns: publicName(found.PublicIp!, account.region),
            ...fromTagList(found.Tags),
        });
    },

    async update(id, inputs, changed, account, context, olds) {
        const given: Given = inputs;
        const found = await find(id, account);
        if ((found?.InstanceId || undefined) !== given.instance) {
            if (found?.AssociationId) await disassociate(found.AssociationId, account);
            if (given.instance) await associate(id, given, account);
        }
        await retagEc2(id, inputs, changed, account, context, olds);
    },

    async delete(id, _, account, context) {
        const association = (await find(id, account))?.AssociationId;
        if (association) await disassociate(association, account);
        await insist(`address ${id}`, /InUse/, () => unlessGone(account.ec2.send(new ReleaseAddressCommand({ AllocationId: id }))), context, 3);
    },
};

/** As Amazon's own DNS servers know it; AWS does not answer it. */
function publicName(address: string, region: string): string {
    const dashed = address.replaceAll(".", "-");
    return region === "us-east-1" ? `ec2-${dashed}.compute-1.amazonaws.com` : `ec2-${dashed}.${region}.compute.amazonaws.com`;
}
