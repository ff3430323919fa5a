import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { ZONES, type Zone } from "../addresses";
import { labels } from "../target";

export interface NetworkArgs {
    readonly environment: string;
    /** CIDR of each zone. */
    readonly subnets: Record<Zone, string>;
}

/** The three zones of an environment as Docker networks. Only `public` can open connections to the outside. */
export class Network extends pulumi.ComponentResource {
    /** Docker network name of each zone. */
    readonly ids: Record<Zone, pulumi.Output<string>>;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:local:Network", name, {}, opts);
        // Docker leads a server's default route, and what comes in through a published port, by the network whose name sorts
        // first. For the bastion that has to be the public one: hence the number, which is the subnet's, too.
        const create = (zone: Zone): pulumi.Output<string> =>
            new docker.Network(
                `${name}-${zone}`,
                {
                    name: `plateau-${args.environment}-${ZONES.indexOf(zone) + 1}-${zone}`, // `down` looks for it by name and label
                    ipamConfigs: [{ subnet: args.subnets[zone] }],
                    // Not Docker's "internal": it would also drop what pods on different nodes say to each other, because
                    // their addresses are not the network's. Without masquerade nothing finds its way back from outside.
                    options: { "com.docker.network.bridge.enable_ip_masquerade": String(zone === "public") },
                    labels: dockerLabels(args.environment),
                },
                { parent: this, deleteBeforeReplace: true }, // two networks cannot have the same subnet
            ).name;
        this.ids = Object.fromEntries(ZONES.map((zone) => [zone, create(zone)])) as Record<Zone, pulumi.Output<string>>;
        this.registerOutputs({ ids: this.ids });
    }
}

/** The labels of {@link labels} as Docker's resources take them. */
export function dockerLabels(environment: string): { label: string; value: string }[] {
    return Object.entries(labels(environment)).map(([label, value]) => ({ label, value }));
}
