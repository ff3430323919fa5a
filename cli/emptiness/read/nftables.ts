/** Tables of nftables that iptables does not show: the user's own, mostly. */
import { numbered, outputOf, type Item, type Reading } from "../reading";

interface Described {
    readonly family: string;
    readonly table?: string;
    readonly chain?: string;
    readonly name?: string;
    readonly expr?: readonly object[];
    readonly policy?: string;
}

type Entry = Partial<Record<"table" | "chain" | "rule", Described>>;

/** Those that iptables keeps there itself are read with iptables. */
const OF_IPTABLES = /^ip6? (filter|nat|mangle|raw|security)$/;

export async function readNftables(): Promise<Reading> {
    return numbered(entriesIn(await outputOf("nft", ["--json", "list", "ruleset"])));
}

/** @param ruleset what `nft --json list ruleset` prints */
export function entriesIn(ruleset: string): Item[] {
    const { nftables } = JSON.parse(ruleset) as { nftables: Entry[] };
    return nftables.flatMap(({ table, chain, rule }): Item[] => {
        const entry = table ?? chain ?? rule;
        if (!entry) return [];
        const where = `${entry.family} ${entry.table ?? entry.name}`;
        if (OF_IPTABLES.test(where)) return [];
        if (table) return [{ id: where, name: `table ${where}` }];
        if (chain) return [{ id: `${where} chain ${chain.name}`, name: `${where}: chain ${chain.name}`, ...(chain.policy ? { detail: chain.policy } : {}) }];
        const text = `${where} ${entry.chain}: ${JSON.stringify((entry.expr ?? []).filter((part) => !("counter" in part)))}`;
        return [{ id: text, name: text }];
    });
}
