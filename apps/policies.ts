/** Which flows each part of a stage has. The namespace refuses all others, in both directions. */
import type { networking } from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { allowFlows, app, DNS, hosts, type Flow } from "../k8s/flows";
import type { Database } from "./database-access";
import { APPLICATION, PORTS, type Service } from "./services";

export interface PoliciesArgs {
    readonly namespace: pulumi.Input<string>;
    readonly database: Pick<Database, "addresses" | "port">;
    /** The ingress controller's pods. */
    readonly ingressController: networking.v1.NetworkPolicyPeer;
    /** The pods that fetch metrics. */
    readonly monitoring: networking.v1.NetworkPolicyPeer;
}

/** One policy for each service and one for the migration; whoever starts before them could reach nothing. */
export function policies(name: string, args: PoliciesArgs, opts: pulumi.CustomResourceOptions): pulumi.Resource[] {
    const pods = (id: Service): Flow => ({ peers: [app({ app: id, partOf: APPLICATION })], ports: [PORTS.http] });
    const visitors: Flow = { peers: [args.ingressController], ports: [PORTS.http] };
    const scrapes: Flow = { peers: [args.monitoring], ports: [PORTS.metrics] };
    const database: Flow = { peers: hosts(args.database.addresses), ports: [args.database.port] };

    const allowed: Record<Service | "migrate", { from: Flow[]; to: Flow[] }> = {
        web: { from: [visitors, scrapes], to: [DNS, pods("api")] },
        api: { from: [pods("web"), scrapes], to: [DNS, database] },
        worker: { from: [scrapes], to: [DNS, database] },
        migrate: { from: [], to: [DNS, database] },
    };
    return Object.entries(allowed).map(([id, flows]) =>
        allowFlows(`${name}-${id}`, { app: id, partOf: APPLICATION, namespace: args.namespace, ...flows }, opts),
    );
}
