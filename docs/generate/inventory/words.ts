/** Names of things are the program's own, and the same in both languages. */
import type { Language } from "../picture/drawing/words";
import type { Row } from "./table";

interface Words {
    readonly title: string;
    readonly generated: string;
    readonly local: string;
    readonly aws: string;
    readonly pods: string;
    readonly podsRemark: string;
    readonly plan: string;
    readonly flows: string;
    readonly inventory: string;
    readonly heads: Readonly<Record<"plan" | "flow" | "policy" | "resource", Row>>;
}

export const WORDS: Readonly<Record<Language, Words>> = {
    en: {
        title: "Address plan, flow matrix and inventory",
        generated: "Of the environment `demo`, as its program declares it on each target, with every default; `npm run docs` writes this page, and a test compares it. What no line of a flow matrix names is refused.",
        local: "Target `local`",
        aws: "Target `aws`, profile `reference`",
        pods: "Flows of the pods, on both targets",
        podsRemark: "Network policies: the same on both targets, apart from the addresses of what is outside the cluster. STAGE is any of the stages.",
        plan: "Address plan",
        flows: "Flow matrix",
        inventory: "Inventory",
        heads: {
            plan: ["what", "addresses", "where"],
            flow: ["from", "to", "port", "what for"],
            policy: ["pods", "direction", "other end", "ports"],
            resource: ["type", "number", "names"],
        },
    },
    fr: {
        title: "Plan d'adressage, matrice de flux et inventaire",
        generated: "De l'environnement `demo`, tel que son programme le déclare sur chaque cible, avec toutes les valeurs par défaut ; `npm run docs` écrit cette page, et un test la compare. Ce qu'aucune ligne d'une matrice ne nomme est refusé. Les noms et les motifs sont ceux du code, en anglais.",
        local: "Cible `local`",
        aws: "Cible `aws`, profil `reference`",
        pods: "Flux des pods, sur les deux cibles",
        podsRemark: "Politiques réseau : les mêmes sur les deux cibles, hormis les adresses de ce qui est hors du cluster. STAGE est l'une des étapes.",
        plan: "Plan d'adressage",
        flows: "Matrice de flux",
        inventory: "Inventaire",
        heads: {
            plan: ["quoi", "adresses", "où"],
            flow: ["de", "vers", "port", "motif"],
            policy: ["pods", "sens", "autre extrémité", "ports"],
            resource: ["type", "nombre", "noms"],
        },
    },
};
