import type { Language } from "../picture/drawing/words";

interface Words {
    title(environment: string, region: string): string;
    readonly description: string;
    readonly source: string;
    readonly users: string;
    readonly administrators: string;
    readonly vpc: string;
    readonly services: string;
    readonly wayOut: Readonly<Record<"internet" | "nat" | "none", string>>;
    readonly tiers: Readonly<Record<string, string>>;
    readonly everywhere: string;
}

export const WORDS: Readonly<Record<Language, Words>> = {
    en: {
        title: (environment, region) => `Environment ${environment} on AWS, ${region}`,
        description: "Networks, servers and services of the cloud, and what runs in Kubernetes, as the program declares them.",
        source: "profile reference, drawn from what the program declares",
        users: "Users",
        administrators: "Administrators",
        vpc: "VPC",
        services: "Services of the region",
        wayOut: { internet: "to and from the internet", nat: "out by NAT alone", none: "no way out" },
        tiers: { public: "public", private: "private", control: "control plane", data: "data" },
        everywhere: "each node",
    },
    fr: {
        title: (environment, region) => `Environnement ${environment} sur AWS, ${region}`,
        description: "Réseaux, serveurs et services du cloud, et charges de Kubernetes, tels que le programme les déclare.",
        source: "profil reference, tracé à partir de ce que le programme déclare",
        users: "Utilisateurs",
        administrators: "Administrateurs",
        vpc: "VPC",
        services: "Services de la région",
        wayOut: { internet: "depuis et vers Internet", nat: "sortie par NAT seulement", none: "aucune sortie" },
        tiers: { public: "public", private: "privé", control: "plan de contrôle", data: "données" },
        everywhere: "chaque nœud",
    },
};
