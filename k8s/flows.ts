/** What may talk to what: everything is refused by default, in both directions, and each app states its own flows. */
import * as k8s from "@pulumi/kubernetes";
import type { networking } from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { selectorOf, type PodArgs } from "./workload";

/** One direction of one flow: the other end, and the ports of whoever is called. */
export interface Flow {
    readonly peers: networking.v1.NetworkPolicyPeer[];
    readonly ports: readonly number[];
    /** @default TCP */
    readonly protocols?: readonly ("TCP" | "UDP")[];
}

export interface FlowsArgs extends Pick<PodArgs, "app" | "partOf"> {
    readonly namespace: pulumi.Input<string>;
    /** Who may call this app. */
    readonly from?: Flow[];
    /** Whom this app may call. */
    readonly to?: Flow[];
}

/** The pods of an app in the same namespace. */
export function app(id: Pick<PodArgs, "app" | "partOf">): networking.v1.NetworkPolicyPeer {
    return { podSelector: { matchLabels: selectorOf(id) } };
}

/** Pods of another namespace: those with the labels given, or all of them. */
export function namespace(name: string, labels?: Record<string, string>): networking.v1.NetworkPolicyPeer {
    const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": name } };
    return labels ? { namespaceSelector, podSelector: { matchLabels: labels } } : { namespaceSelector };
}

/** Places outside the cluster: an IPv4 address ("10.64.3.41") or a block ("10.0.3.0/24"). */
export function hosts(places: readonly string[]): networking.v1.NetworkPolicyPeer[] {
    return places.map((place) => ({ ipBlock: { cidr: place.includes("/") ? place : `${place}/32` } }));
}

/** Name resolution, which every app that calls another needs. */
export const DNS: Flow = {
    peers: [namespace("kube-system", { "k8s-app": "kube-dns" })],
    ports: [53],
    protocols: ["UDP", "TCP"], // an answer that does not fit into a datagram comes over TCP
};

/** The policy of one app. Both directions are always named, so what is not listed stays refused. */
export function allowFlows(name: string, args: FlowsArgs, opts: pulumi.CustomResourceOptions): pulumi.CustomResource {
    const portsOf = ({ ports, protocols = ["TCP"] }: Flow): networking.v1.NetworkPolicyPort[] =>
        ports.flatMap((port) => protocols.map((protocol) => ({ port, protocol })));
    const labels = selectorOf(args);
    return new k8s.networking.v1.NetworkPolicy(name, {
        metadata: { name: args.app, namespace: args.namespace, labels },
        spec: {
            podSelector: { matchLabels: labels },
            policyTypes: ["Ingress", "Egress"],
            ingress: (args.from ?? []).map((flow) => ({ from: flow.peers, ports: portsOf(flow) })),
            egress: (args.to ?? []).map((flow) => ({ to: flow.peers, ports: portsOf(flow) })),
        },
    }, opts);
}
