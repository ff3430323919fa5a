/** The record of an environment: what is decided once, when it is first brought up, and who changed it last. */
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { version } from "../package.json";
import { dataDir, environmentDir } from "../setup/paths";
import type { PluginKind, Target } from "../setup/plugins";
import { atLeast } from "../setup/versions";
import { UserError } from "./errors";

export interface EnvironmentRecord {
    readonly name: string;
    readonly target: Target;
    /** IPv4 /16 that no other environment of this machine has. */
    readonly network: string;
    readonly createdAt: string;
    /** Version of Plateau that changed the environment last; records from before it was kept have none. */
    readonly version?: string;
    /** Whose plugins made the stack; set once the set-up has chosen. */
    readonly pluginKind?: PluginKind;
    /** AWS regions in which anything of the environment has ever been made. */
    readonly regions?: readonly string[];
}

/** What every record has had from the beginning. */
const ALWAYS = ["target", "network", "createdAt"] as const;

const recordFile = (name: string) => path.join(environmentDir(name), "environment.json");

/** The environments of this machine; those whose record is damaged are left out. */
export async function listEnvironments(): Promise<EnvironmentRecord[]> {
    return (await findEnvironments()).environments;
}

/** The environments of this machine, and by name the faults of those whose record is damaged. */
export async function findEnvironments(): Promise<{ environments: EnvironmentRecord[]; damaged: Map<string, UserError> }> {
    const environments: EnvironmentRecord[] = [];
    const damaged = new Map<string, UserError>();
    for (const name of (await fs.readdir(path.join(dataDir(), "environments")).catch(() => [])).sort()) {
        try {
            const record = await findEnvironment(name);
            if (record) environments.push(record);
        } catch (error) {
            if (!(error instanceof UserError)) throw error;
            damaged.set(name, error);
        }
    }
    return { environments, damaged };
}

/** @throws UserError where the record is damaged */
export async function findEnvironment(name: string): Promise<EnvironmentRecord | undefined> {
    if (!existsSync(recordFile(name))) return undefined;
    return parseRecord(name, recordFile(name), await fs.readFile(recordFile(name), "utf8"));
}

/** @throws UserError where there is none */
export async function requireRecord(name: string): Promise<EnvironmentRecord> {
    const record = await findEnvironment(name);
    if (!record) throw new UserError("NOT_FOUND", `There is no environment "${name}" on this machine.`);
    return record;
}

export async function saveEnvironment(record: EnvironmentRecord): Promise<EnvironmentRecord> {
    const half = `${recordFile(record.name)}.half`;
    await fs.writeFile(half, `${JSON.stringify(record, null, 4)}\n`);
    await fs.rename(half, recordFile(record.name));
    return record;
}

/** Changes a part of the record and keeps what another part of the program has changed since `record` was read. */
export async function updateEnvironment(record: EnvironmentRecord, changes: Partial<EnvironmentRecord>): Promise<EnvironmentRecord> {
    return saveEnvironment({ ...((await findEnvironment(record.name)) ?? record), ...changes });
}

/** Writes down that this version changes the environment. */
export async function recordVersion(name: string): Promise<void> {
    const record = await findEnvironment(name);
    if (record && record.version !== version) await saveEnvironment({ ...record, version });
}

/** @throws UserError where the text is no record, or another environment's: "down" would destroy the wrong one */
function parseRecord(name: string, file: string, text: string): EnvironmentRecord {
    const damaged = (what: string) => new UserError("RECORD_DAMAGED", `The record of environment "${name}" is damaged: ${file} ${what}.`);
    let record: EnvironmentRecord | null;
    try {
        record = JSON.parse(text) as EnvironmentRecord | null;
    } catch {
        throw damaged(text.trim() ? "is not JSON" : "is empty");
    }
    const missing = ALWAYS.find((key) => typeof record?.[key] !== "string");
    if (!record || missing) throw damaged(`has no ${missing}`);
    if (record.name !== name) throw damaged(`is that of "${record.name}"`);
    return record;
}

/** Refuses to change what a later version has made: this one may not know all of it. */
export function requireNotNewer(record: EnvironmentRecord): void {
    if (!record.version || atLeast(version, record.version)) return;
    throw new UserError("OTHER_VERSION", `Environment "${record.name}" was last changed by Plateau ${record.version}; this is the older ${version}.`);
}
