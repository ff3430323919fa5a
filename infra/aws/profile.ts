/** What a profile means in sizes. Everything else of an environment is the same in both. */
import type { AwsSettings, Profile } from "./settings";

export interface Sizes {
    /** In the first zone only, or one in each. */
    readonly natGateways: "one" | "per-zone";
    readonly interfaceEndpoints: boolean;
    readonly bastion: string;
    readonly nodes: { readonly types: readonly string[]; readonly spot: boolean; readonly count: number; readonly diskGiB: number; readonly zones: number };
    readonly database: { readonly instanceClass: string; readonly storageGiB: number; readonly backupDays: number };
    /** Stages whose database has a standby in another zone. */
    readonly standbys: readonly string[];
    /** Stages whose database cannot be deleted by mistake; `plateau down` lifts it first. */
    readonly protectedStages: readonly string[];
    readonly cache: { readonly nodeType: string; readonly nodes: number };
    readonly logDays: number;
}

const PROFILES: Record<Profile, Sizes> = {
    lesson: {
        natGateways: "one",
        interfaceEndpoints: false, // by the hour, three cost more than what they save in a lesson
        bastion: "t3.micro",
        nodes: { types: ["t3.medium", "t3a.medium"], spot: true, count: 2, diskGiB: 20, zones: 1 },
        database: { instanceClass: "db.t4g.micro", storageGiB: 20, backupDays: 1 },
        standbys: [],
        protectedStages: [],
        cache: { nodeType: "cache.t4g.micro", nodes: 1 },
        logDays: 7,
    },
    reference: {
        natGateways: "per-zone",
        interfaceEndpoints: true,
        bastion: "t3.small",
        nodes: { types: ["m6i.large"], spot: false, count: 3, diskGiB: 50, zones: 3 },
        database: { instanceClass: "db.t4g.small", storageGiB: 20, backupDays: 7 },
        standbys: ["preprod", "prod"], // a rehearsal on something smaller would prove nothing
        protectedStages: ["prod"],
        cache: { nodeType: "cache.t4g.small", nodes: 2 },
        logDays: 30,
    },
};

export function sizesOf({ profile, natGateways }: AwsSettings): Sizes {
    const sizes = PROFILES[profile];
    return { ...sizes, natGateways: natGateways ?? sizes.natGateways };
}
