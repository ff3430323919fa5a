import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { KINDS, subnetCidr, ZONE_COUNT, type Kind } from "./addresses";

export interface NetworkArgs {
    readonly environment: string;
    /** The environment's /16. */
    readonly cidr: string;
    readonly natGateways: "one" | "per-zone";
}

/** A VPC over three zones. A subnet's routes are those that its kind says. */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    /** By kind, in the order of the zones. */
    readonly subnetIds: Readonly<Record<Kind, readonly pulumi.Output<string>[]>>;
    /** Of the private and data subnets. */
    readonly innerRouteTableIds: readonly pulumi.Output<string>[];

    constructor(name: string, args: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
        super("plateau:aws:Network", name, {}, opts);
        const child = { parent: this };
        const { environment, cidr } = args;
        const zones = aws.getAvailabilityZonesOutput({ state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] }, child).names;
        const vpc = new aws.ec2.Vpc(name, { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: environment } }, child);
        this.vpcId = vpc.id;
        // Whoever forgets to name a security group gets one that lets nothing through.
        new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.id, ingress: [], egress: [] }, child);

        const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { Name: environment } }, child);
        const everyZone = Array.from({ length: ZONE_COUNT }, (_, zone) => zone);
        const subnets = Object.fromEntries(
            KINDS.map((kind) => [
                kind,
                everyZone.map((zone) => new aws.ec2.Subnet(`${name}-${kind}-${zone + 1}`, {
                    vpcId: vpc.id,
                    cidrBlock: subnetCidr(cidr, kind, zone),
                    availabilityZone: zones.apply((names) => names[zone]!),
                    mapPublicIpOnLaunch: false, // who needs a public address asks for it
                    tags: { Name: `${environment}-${kind}-${zone + 1}` },
                }, child)),
            ]),
        ) as Record<Kind, aws.ec2.Subnet[]>;
        this.subnetIds = Object.fromEntries(KINDS.map((kind) => [kind, subnets[kind].map(({ id }) => id)])) as Record<Kind, pulumi.Output<string>[]>;

        const natGateways = everyZone.slice(0, args.natGateways === "one" ? 1 : ZONE_COUNT).map((zone) => {
            const tags = { Name: `${environment}-nat-${zone + 1}` };
            const address = new aws.ec2.Eip(`${name}-nat-${zone + 1}`, { domain: "vpc", tags }, child);
            return new aws.ec2.NatGateway(`${name}-${zone + 1}`, { subnetId: subnets.public[zone]!.id, allocationId: address.id, tags }, { ...child, dependsOn: [gateway] });
        });

        const routeTable = (kind: string, toSubnets: readonly aws.ec2.Subnet[], outside?: { gatewayId: pulumi.Input<string> } | { natGatewayId: pulumi.Input<string> }) => {
            const table = new aws.ec2.RouteTable(`${name}-${kind}`, { vpcId: vpc.id, tags: { Name: `${environment}-${kind}` } }, child);
            if (outside) new aws.ec2.Route(`${name}-${kind}-outside`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...outside }, child);
            toSubnets.forEach((subnet, index) => new aws.ec2.RouteTableAssociation(`${name}-${kind}-${index + 1}`, { subnetId: subnet.id, routeTableId: table.id }, child));
            return table.id;
        };
        routeTable("public", subnets.public, { gatewayId: gateway.id });
        this.innerRouteTableIds = [
            ...everyZone.map((zone) => routeTable(`private-${zone + 1}`, [subnets.private[zone]!], { natGatewayId: (natGateways[zone] ?? natGateways[0]!).id })),
            routeTable("data", [...subnets.data, ...subnets.control]),
        ];
        this.registerOutputs({});
    }
}
