/** How kinds, changes and owners are called, in English on the terminal and in both languages on the page. */
import type { Text } from "../../referential/edition";
import { markup, type Markup } from "../report/markup";
import { english } from "../report/page";
import type { OwnedDifference } from "./certificate";
import type { Change } from "./compare";
import type { Kind } from "./inventory";
import type { Owner } from "./owner";

/** In the plural. */
export const KIND_WORDS: Readonly<Record<Kind, Text>> = {
    container: { fr: "containers", en: "containers" },
    network: { fr: "réseaux du moteur", en: "networks" },
    volume: { fr: "volumes", en: "volumes" },
    image: { fr: "images", en: "images" },
    process: { fr: "processus", en: "processes" },
    port: { fr: "ports en écoute", en: "listening ports" },
    interface: { fr: "interfaces réseau", en: "interfaces" },
    "firewall rule": { fr: "règles de pare-feu (iptables)", en: "firewall rules" },
    "nftables rule": { fr: "règles de pare-feu (nftables)", en: "nftables rules" },
    mount: { fr: "montages", en: "mounts" },
    file: { fr: "fichiers", en: "files" },
    "kernel setting": { fr: "réglages du noyau", en: "kernel settings" },
};

/** In French with English beside, unless both say the same. */
export function kindInBoth(kind: Kind): Markup {
    const { fr, en } = KIND_WORDS[kind];
    return markup`${fr}${fr !== en && markup` ${english(en)}`}`;
}

export const CHANGE_WORDS: Readonly<Record<Change, Text>> = {
    appeared: { fr: "apparu", en: "appeared" },
    gone: { fr: "disparu", en: "gone" },
    changed: { fr: "modifié", en: "changed" },
};

export function ownerWords(owner: Owner): Text {
    if (typeof owner === "object") return { fr: `environnement « ${owner.environment} »`, en: `environment "${owner.environment}"` };
    const words = {
        engine: { fr: "moteur de containers", en: "the container engine" },
        plateau: { fr: "Plateau (outils, rapports)", en: "Plateau's tools, images and reports" },
        nobody: { fr: "autre activité de la machine", en: "other activity of the machine" },
    };
    return words[owner];
}

/** A reason of this project's own; what programs and the kernel say stays as they say it. */
export const reasonInFrench = (reason: string): string => reason.replace(/^the program (\S+) is not found$/, "le programme $1 est introuvable");

export interface Group {
    readonly owner: Owner;
    readonly differences: readonly OwnedDifference[];
}

/** What is not as it was, by owner: environments first, the machine's other activity last. */
export function byOwner(differences: readonly OwnedDifference[]): Group[] {
    const rank = (owner: Owner) => (typeof owner === "object" ? `0 ${owner.environment}` : `${1 + ["engine", "plateau", "nobody"].indexOf(owner)}`);
    const groups = new Map<string, OwnedDifference[]>();
    for (const difference of differences) {
        const key = rank(difference.owner);
        groups.set(key, [...(groups.get(key) ?? []), difference]);
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => ({ owner: members[0]!.owner, differences: members }));
}

/** How many things of each kind, in the order of kinds. */
export function countByKind(differences: readonly OwnedDifference[]): [Kind, number][] {
    const counts = new Map<Kind, number>();
    for (const { kind } of differences) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return [...counts];
}
