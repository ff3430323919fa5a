/** Takes out what AWS lists for a while although it is gone: ended servers and gateways, and keys that wait for their deletion. */
import { DescribeInstancesCommand, DescribeNatGatewaysCommand } from "@aws-sdk/client-ec2";
import { DescribeKeyCommand } from "@aws-sdk/client-kms";
import type { Region } from "./account";
import type { Leftover } from "./leftover";

const idOf = ({ id }: Leftover): string => id.split("/").at(-1) ?? id;

/** By type, the items of which something is still there. */
const CHECKS: Readonly<Record<string, (region: Region, found: readonly Leftover[]) => Promise<ReadonlySet<string>>>> = {
    "ec2:instance": async ({ ec2 }, found) => {
        // A filter, not a list of identifiers: one that is gone altogether would fail the whole request.
        const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: found.map(idOf) }] }));
        const instances = Reservations.flatMap(({ Instances = [] }) => Instances).filter(({ State }) => State?.Name !== "terminated");
        return new Set(instances.map(({ InstanceId = "" }) => InstanceId));
    },
    "ec2:natgateway": async ({ ec2 }, found) => {
        const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: [{ Name: "nat-gateway-id", Values: found.map(idOf) }] }));
        return new Set(NatGateways.filter(({ State }) => State !== "deleted").map(({ NatGatewayId = "" }) => NatGatewayId));
    },
    // A key is kept for a week at least after its deletion was asked for, and costs nothing meanwhile.
    "kms:key": async ({ kms }, found) => {
        const states = await Promise.all(found.map(async (key) => [idOf(key), (await kms.send(new DescribeKeyCommand({ KeyId: key.id }))).KeyMetadata?.KeyState] as const));
        return new Set(states.filter(([, state]) => state !== "PendingDeletion").map(([id]) => id));
    },
};

export async function stillThere(region: Region, found: readonly Leftover[]): Promise<Leftover[]> {
    const kinds = Map.groupBy(found, ({ type }) => type);
    const kept = await Promise.all(
        [...kinds].map(async ([type, items]) => {
            const there = await CHECKS[type]?.(region, items);
            return there ? items.filter((item) => there.has(idOf(item))) : items;
        }),
    );
    return kept.flat();
}
