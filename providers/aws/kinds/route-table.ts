import {
    AssociateRouteTableCommand,
    CreateRouteCommand,
    CreateRouteTableCommand,
    DeleteRouteCommand,
    DeleteRouteTableCommand,
    DescribeRouteTablesCommand,
    DisassociateRouteTableCommand,
    ReplaceRouteCommand,
    type RouteTable,
} from "@aws-sdk/client-ec2";
import type { RouteArgs, RouteState } from "@pulumi/aws/ec2/route";
import type { RouteTableState } from "@pulumi/aws/ec2/routeTable";
import type { RouteTableAssociationArgs, RouteTableAssociationState } from "@pulumi/aws/ec2/routeTableAssociation";
import { crc32 } from "node:zlib";
import type { Properties } from "../../kit/types";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { arnOf, retagEc2, tagSpecifications } from "./ec2";
import { live, unlessGone, type Plain } from "./shared";
import { fromTagList } from "./tags";

const find = async (id: string, { ec2 }: Account): Promise<RouteTable | undefined> => (await unlessGone(ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }))))?.RouteTables?.[0];

export const routeTable: Kind = {
    inputs: ["vpcId", "tags"],
    replacing: ["vpcId"],
    stable: ["arn", "ownerId"],

    async create(inputs, { ec2 }) {
        const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: inputs["vpcId"] as string, TagSpecifications: tagSpecifications("route-table", inputs) }));
        return RouteTable!.RouteTableId!;
    },

    /** Its routes are resources of their own. */
    async read(id, account) {
        const found = await find(id, account);
        return found && live<RouteTableState>(id, { arn: arnOf(account, found.OwnerId, `route-table/${id}`), ownerId: found.OwnerId, vpcId: found.VpcId, ...fromTagList(found.Tags) });
    },

    update: retagEc2,

    async delete(id, _, { ec2 }) {
        await unlessGone(ec2.send(new DeleteRouteTableCommand({ RouteTableId: id })));
    },
};

function routeOf(inputs: Properties) {
    const { routeTableId, destinationCidrBlock, gatewayId, natGatewayId } = inputs as Plain<RouteArgs>;
    return { RouteTableId: routeTableId, DestinationCidrBlock: destinationCidrBlock, GatewayId: gatewayId, NatGatewayId: natGatewayId };
}

/** AWS gives a route no ID. */
const routeId = (table = "", destination = ""): string => `r-${table}${crc32(destination)}`;

export const route: Kind = {
    inputs: ["routeTableId", "destinationCidrBlock", "gatewayId", "natGatewayId"],
    replacing: ["routeTableId", "destinationCidrBlock"],
    stable: ["origin"],

    async create(inputs, { ec2 }) {
        const request = routeOf(inputs);
        await ec2.send(new CreateRouteCommand(request));
        return routeId(request.RouteTableId, request.DestinationCidrBlock);
    },

    async read(id, account, _, state) {
        // An import names the two parts.
        const [table = "", destination] = state ? [state["routeTableId"] as string, state["destinationCidrBlock"]] : id.split("_");
        const found = (await find(table, account))?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === destination);
        return found && live<RouteState>(routeId(table, found.DestinationCidrBlock), {
            routeTableId: table,
            destinationCidrBlock: found.DestinationCidrBlock,
            gatewayId: found.GatewayId,
            natGatewayId: found.NatGatewayId,
            origin: found.Origin,
            state: found.State,
        });
    },

    async update(_, inputs, __, { ec2 }) {
        await ec2.send(new ReplaceRouteCommand(routeOf(inputs)));
    },

    async delete(_, state, { ec2 }) {
        const { RouteTableId, DestinationCidrBlock } = routeOf(state);
        await unlessGone(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock })));
    },
};

export const routeTableAssociation: Kind = {
    inputs: ["subnetId", "routeTableId"],
    replacing: ["subnetId", "routeTableId"],
    deletesFirst: true,

    async create(inputs, { ec2 }) {
        const { subnetId, routeTableId } = inputs as Plain<RouteTableAssociationArgs>;
        return (await ec2.send(new AssociateRouteTableCommand({ SubnetId: subnetId, RouteTableId: routeTableId }))).AssociationId!;
    },

    async read(id, { ec2 }) {
        const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ Filters: [{ Name: "association.route-table-association-id", Values: [id] }] }));
        const found = RouteTables?.[0]?.Associations?.find(({ RouteTableAssociationId }) => RouteTableAssociationId === id);
        return found && live<RouteTableAssociationState>(id, { subnetId: found.SubnetId, routeTableId: found.RouteTableId });
    },

    async delete(id, _, { ec2 }) {
        await unlessGone(ec2.send(new DisassociateRouteTableCommand({ AssociationId: id })));
    },
};
