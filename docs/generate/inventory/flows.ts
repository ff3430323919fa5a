/** Who may call whom: packet filters of servers, security groups of a cloud, network policies of pods. */
import { load } from "js-yaml";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { idOf, inputsOf, type Declared } from "../../../infra/declared/program";
import { code, type Row } from "./table";

const FIREWALL = path.resolve(__dirname, "../../../ansible/roles/firewall/defaults/main.yml");

interface ServerFlow {
    readonly name: string;
    readonly to: readonly string[];
    readonly from: readonly string[];
    readonly tcp?: readonly number[];
    readonly udp?: readonly number[];
}

/** As the role `firewall` lets them in; the same list makes the filter of every server. */
export function flowsBetweenServers(): Row[] {
    const { firewall_flows: flows } = load(readFileSync(FIREWALL, "utf8")) as { firewall_flows: readonly ServerFlow[] };
    return flows.map(({ name, from, to, tcp = [], udp = [] }) => [from.join(", "), to.join(", "), [...tcp.map((port) => `tcp ${port}`), ...udp.map((port) => `udp ${port}`)].join(", "), name]);
}

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

export function flowsInCloud(declared: readonly Declared[]): Row[] {
    const groups = new Map(declared.filter(({ type }) => type === GROUP).map(({ name }) => [idOf(name), code(name)]));
    const named = (id: string) => groups.get(id) ?? code(id); // the cluster's own group is EKS's
    const rows = (type: string, inward: boolean) =>
        inputsOf(declared, type).map(({ securityGroupId, cidrIpv4, referencedSecurityGroupId, ipProtocol, fromPort, description }): Row => {
            const [own, other] = [named(securityGroupId), cidrIpv4 ?? named(referencedSecurityGroupId)];
            return [inward ? other : own, inward ? own : other, `${ipProtocol} ${fromPort}`, description];
        });
    return [...rows(INGRESS, true), ...rows(EGRESS, false)];
}

/* eslint-disable @typescript-eslint/no-explicit-any -- a NetworkPolicy as the API has it */
export function flowsOfPods(declared: readonly Declared[]): Row[] {
    const stages = new Set(declared.filter(({ type }) => type === "plateau:apps:Stage").map(({ name }) => name.split("-").at(-1)!));
    const inStage = (text: string) => text.replace(new RegExp(`\\b(${[...stages].join("|")})\\b`, "g"), "STAGE");
    const rows = inputsOf(declared, "kubernetes:networking.k8s.io/v1:NetworkPolicy").flatMap(({ metadata, spec }) => {
        const pods = `${inStage(metadata.namespace)}/${Object.values(spec.podSelector?.matchLabels ?? {})[0] ?? "*"}`;
        return [
            ...(spec.ingress ?? []).map((flow: any) => [code(pods), "←", peersOf(flow.from, inStage), portsOf(flow.ports)]),
            ...(spec.egress ?? []).map((flow: any) => [code(pods), "→", peersOf(flow.to, inStage), portsOf(flow.ports)]),
        ] as Row[];
    });
    return [...new Map(rows.map((row) => [row.join("|"), row])).values()].sort((a, b) => a.join(" ").localeCompare(b.join(" "), "en"));
}

function peersOf(peers: readonly any[] = [], inStage: (text: string) => string): string {
    const names = peers.map(({ ipBlock, namespaceSelector, podSelector }) => {
        const namespace = namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"];
        const pods = Object.values(podSelector?.matchLabels ?? {})[0];
        return ipBlock?.cidr ?? code(inStage(namespace ? `${namespace}/${pods ?? "*"}` : String(pods ?? "*")));
    });
    return [...new Set(names)].join(", ") || "*";
}

function portsOf(ports: readonly any[] = []): string {
    return ports.map(({ protocol = "TCP", port }) => `${protocol.toLowerCase()} ${port}`).join(", ") || "*";
}
