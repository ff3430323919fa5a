/** The words of the picture. Names of things are the program's own, and the same in both languages. */

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Words {
    title(environment: string): string;
    description: string;
    source: string;
    machine: string;
    loopback: string;
    ansible: string;
    kubernetes: string;
    pods: string;
    everywhere: string;
    memory(mebibytes: number): string;
    outward: string;
    inward: string;
    replication: string;
    primary: string;
    standby: string;
    /** What a port of the bastion is for, that its HAProxy does not pass on. */
    ports: Readonly<Record<number, string>>;
    /** By the name that HAProxy has for it; a name that is not here stands for itself. */
    passages: Readonly<Record<string, string>>;
    /** By Ansible's name. */
    roles: Readonly<Record<string, string>>;
    zones: Readonly<Record<string, string>>;
}

export const WORDS: Readonly<Record<Language, Words>> = {
    en: {
        title: (environment) => `Environment ${environment}`,
        description: "Zones, servers, published ports and what runs in Kubernetes, as the program declares them.",
        source: "drawn from what the program declares",
        machine: "Machine",
        loopback: "published on the loopback",
        ansible: "Ansible, through the bastion",
        kubernetes: "Kubernetes",
        pods: "pods",
        everywhere: "each node",
        memory: (mebibytes) => `${mebibytes} MiB`,
        outward: "opens connections to the outside",
        inward: "no way to the outside",
        replication: "streaming replication",
        primary: "primary",
        standby: "standby",
        ports: { 22: "ssh, and through it every server" },
        passages: { application: "application", kubernetes: "Kubernetes API", registry: "registry" },
        roles: { bastion: "the only way in", control: "control plane", worker: "worker", database: "PostgreSQL" },
        zones: { public: "public", private: "private", data: "data" },
    },
    fr: {
        title: (environment) => `Environnement ${environment}`,
        description: "Zones, serveurs, ports publiés et charges de Kubernetes, tels que le programme les déclare.",
        source: "tracé à partir de ce que le programme déclare",
        machine: "Machine",
        loopback: "publiés sur la boucle locale",
        ansible: "Ansible, par le bastion",
        kubernetes: "Kubernetes",
        pods: "pods",
        everywhere: "chaque nœud",
        memory: (mebibytes) => `${mebibytes} Mio`,
        outward: "peut joindre l'extérieur",
        inward: "pas de sortie vers l'extérieur",
        replication: "réplication en flux",
        primary: "primaire",
        standby: "réplica",
        ports: { 22: "ssh, puis par rebond chaque serveur" },
        passages: { application: "application", kubernetes: "API Kubernetes", registry: "registre d'images" },
        roles: { bastion: "seul point d'entrée", control: "plan de contrôle", worker: "nœud de travail", database: "PostgreSQL" },
        zones: { public: "publique", private: "privée", data: "données" },
    },
};
