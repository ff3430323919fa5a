import type { ResourceValidationPolicy } from "@pulumi/policy";
import { byType, items, known, type Properties } from "../reading";

const WORLD = ["0.0.0.0/0", "::/0"];
const HTTPS = 443;
const SSH = 22;

/** A rule that lets flows in, whichever of the three resource types it was written with. */
interface Ingress {
    readonly sources: readonly string[];
    /** First and last port; undefined for all of them, as with the protocol "-1". */
    readonly ports?: readonly [number, number];
}

/** Sources that may use ssh, from the policy's configuration. */
const allowed = (settings: Properties): readonly string[] => settings["sshFrom"] ?? [];

function judge({ sources, ports }: Ingress, report: (message: string) => void, sshFrom: readonly string[]): void {
    const [first, last] = ports ?? [0, 65_535];
    const named = ports ? (first === last ? `port ${first}` : `ports ${first} to ${last}`) : "every port";
    for (const source of sources) {
        if (WORLD.includes(source)) {
            if (first !== HTTPS || last !== HTTPS) report(`${named} is open to the world (${source}); only ${HTTPS} may be.`);
        } else if (first <= SSH && SSH <= last && isOutside(source) && !sshFrom.includes(source)) {
            report(`${named} lets ssh in from ${source}, which is not in the allow list (${sshFrom.join(", ") || "empty"}).`);
        }
    }
}

/** An address of the environment's own network (RFC 1918) may use ssh: that is the bastion's way on. */
function isOutside(source: string): boolean {
    return !/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(source);
}

const portsOf = (rule: Properties, protocol: string): readonly [number, number] | undefined =>
    String(known(() => rule[protocol])) === "-1" ? undefined : [known(() => rule["fromPort"]) ?? 0, known(() => rule["toPort"]) ?? 65_535];

const withLists = (rule: Properties): Ingress => ({
    sources: [...items<string>(() => rule["cidrBlocks"]), ...items<string>(() => rule["ipv6CidrBlocks"])],
    ports: portsOf(rule, "protocol"),
});

/** Rules inside a group, and both kinds of rules that are resources of their own. */
export const securityGroups: ResourceValidationPolicy = {
    name: "security-group-ingress",
    description: "Only port 443 is open to the world, and ssh to an allow list (CIS AWS Foundations 3.0.0, 5.2 and 5.3; ANSSI, Guide d'hygiène informatique, mesure 19).",
    configSchema: {
        properties: { sshFrom: { type: "array", items: { type: "string" }, default: [], description: "Networks outside the environment that may use ssh, in CIDR notation." } },
    },
    validateResource: byType({
        "aws:ec2/securityGroup:SecurityGroup": (group, report, settings) => {
            for (const rule of items<Properties>(() => group["ingress"])) judge(withLists(rule), report, allowed(settings()));
        },
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": (group, report, settings) => {
            for (const rule of items<Properties>(() => group["ingress"])) judge(withLists(rule), report, allowed(settings()));
        },
        "aws:ec2/securityGroupRule:SecurityGroupRule": (rule, report, settings) => {
            if (rule["type"] === "ingress") judge(withLists(rule), report, allowed(settings()));
        },
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (rule, report, settings) => {
            const sources = [known(() => rule["cidrIpv4"]), known(() => rule["cidrIpv6"])].filter((source) => typeof source === "string");
            judge({ sources, ports: portsOf(rule, "ipProtocol") }, report, allowed(settings()));
        },
    }),
};
