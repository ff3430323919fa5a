/** Rules and chains of the packet filter, IPv4 and IPv6, as iptables knows them. */
import { numbered, outputOf, type Item, type Marks, type Reading } from "../reading";

/** Chains into which the engine writes. Its DOCKER-USER is the user's to fill. */
const ENGINE_CHAIN = /^(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING|DOCKER(?!-USER$).*)$/;

export async function readFirewall(): Promise<Reading> {
    const [v4, v6] = await Promise.all([outputOf("iptables-save"), outputOf("ip6tables-save")]);
    return numbered([...rulesIn(v4, "ip"), ...rulesIn(v6, "ip6")]);
}

/** @param saved what iptables-save prints; `:CHAIN POLICY` and `-A CHAIN …` below the `*table` that they are in */
export function rulesIn(saved: string, family: "ip" | "ip6"): Item[] {
    let table = "";
    return saved.split("\n").flatMap((line): Item[] => {
        if (line.startsWith("*")) table = line.slice(1);
        const where = `${family} ${table}`;
        const [, chain = "", policy] = /^:(\S+) (\S+)/.exec(line) ?? [];
        if (chain) return [{ id: `${where} chain ${chain}`, name: `${where}: chain ${chain}`, ...(policy === "-" ? {} : { detail: policy }), ...marksOfChain(chain, policy) }];
        return line.startsWith("-A ") ? [{ id: `${where} ${line}`, name: `${where}: ${line}`, ...marksOf(line) }] : [];
    });
}

/** The engine's own chains, and the policy that it sets when it begins to forward packets. */
const marksOfChain = (chain: string, policy?: string): Marks => (/^DOCKER/.test(chain) || (chain === "FORWARD" && policy === "DROP") ? { by: "engine" } : {});

/** Whose a rule is, by what it matches: never by its comment, and never in a chain that the user has made. */
function marksOf(rule: string): Marks {
    const words = rule.replaceAll(/"(\\.|[^"\\])*"/g, '""'); // what is quoted is the user's text, and may look like anything
    const chain = words.split(" ")[1] ?? "";
    const target = / -j (\S+)/.exec(words)?.[1] ?? "";
    if (chain === "DOCKER-USER" && words === "-A DOCKER-USER -j RETURN") return { by: "engine" };
    if (!ENGINE_CHAIN.test(chain)) return {};
    const bridges = [...words.matchAll(/ -[io] ((?:br-[0-9a-f]{12}|docker0)\b)/g)].map(([, name]) => name!);
    const address = hairpinAddress(words);
    const by = chain.startsWith("DOCKER") || target.startsWith("DOCKER") || bridges.includes("docker0") ? { by: "engine" as const } : {};
    return { ...(bridges.length > 0 ? { bridges: [...new Set(bridges)] } : {}), ...(address ? { address } : {}), ...by };
}

/** The one rule of a published port that names no bridge: it lets a container reach itself by that port. */
function hairpinAddress(rule: string): string | undefined {
    const [, source, destination] = /^-A POSTROUTING -s (\S+)\/32 -d (\S+)\/32 -p \S+ -m \S+ --dport \d+ -j MASQUERADE$/.exec(rule) ?? [];
    return source === destination ? source : undefined;
}
