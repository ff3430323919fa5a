/** The provider's arguments, as the SDK sends them: what is no text is JSON. */
import type { CheckFailure, Properties } from "../kit/types";

export interface Settings {
    readonly region: string | undefined;
    readonly allowedAccountIds: readonly string[];
    readonly defaultTags: Readonly<Record<string, string>>;
}

/** Arguments that are taken; of the last ones nothing depends here. */
const TAKEN = ["region", "allowedAccountIds", "defaultTags", "skipCredentialsValidation", "skipRegionValidation", "skipMetadataApiCheck", "skipRequestingAccountId", "version"];

export function parseSettings(config: Properties): Settings {
    const { allowedAccountIds, defaultTags } = config;
    return {
        region: (config["region"] as string | undefined) ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"],
        allowedAccountIds: read<string[]>(allowedAccountIds) ?? [],
        defaultTags: read<{ tags?: Record<string, string> }>(defaultTags)?.tags ?? {},
    };
}

export function checkSettings(config: Properties): CheckFailure[] {
    const refused = Object.keys(config).filter((key) => !TAKEN.includes(key));
    return refused.map((property) => ({ property, reason: `This aws plugin does not support the provider argument "${property}"; credentials come from the environment. The official one has it.` }));
}

function read<T>(value: unknown): T | undefined {
    if (typeof value !== "string") return value as T | undefined;
    return JSON.parse(value) as T;
}
