/** What an environment has stored and cannot do without: the state of its stack, and the key to the secrets in it. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { environmentDir } from "../setup/paths";
import { UserError } from "./errors";

/** Where a stack lies. */
export interface Store {
    readonly dir: string;
    /** Key of the secrets in the state; made once, readable by its owner alone, never printed. */
    readonly passphrase: string;
    /** The engine's own directory: checkpoints, and locks of runs. */
    readonly state: string;
}

export function storeIn(dir: string): Store {
    return { dir, passphrase: path.join(dir, "passphrase"), state: path.join(dir, "state") };
}

export const storeOf = (name: string): Store => storeIn(environmentDir(name));
export const passphraseFile = (name: string): string => storeOf(name).passphrase;
export const stateDir = (name: string): string => storeOf(name).state;

/** Makes the key of a new store. */
export async function writePassphrase({ passphrase }: Store): Promise<void> {
    await fs.writeFile(passphrase, randomBytes(32).toString("base64url"), { mode: 0o600 });
}

/** The engine's checkpoint; it keeps the one before beside it. */
export function stateFile(name: string): string {
    return path.join(stateDir(name), ".pulumi", "stacks", "plateau", `${name}.json`);
}

/** A second name of the last checkpoint that was whole, while the engine works: see whole-state.ts. */
export function lastWholeState(name: string): string {
    return path.join(environmentDir(name), "last-whole-state.json");
}

export interface StoredResource {
    readonly urn: string;
    readonly type?: string;
    readonly id?: string;
    readonly outputs?: { readonly name?: unknown };
    /** URNs of what it was made of. */
    readonly dependencies?: readonly string[];
    /** Why its making did not come to an end: it is there, and not whole. */
    readonly initErrors?: readonly string[];
}

/** What a checkpoint says, as far as it matters here. */
export interface Checkpoint {
    readonly resources?: readonly StoredResource[];
    /** What was under way when the engine was killed. */
    readonly pending_operations?: readonly unknown[];
}

/** A checkpoint that is whole; one without anything in it where there is no file. */
export function readCheckpoint(file: string): Checkpoint {
    if (!existsSync(file)) return {};
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest?: Checkpoint } };
    return checkpoint.latest ?? {};
}

/** Refuses an environment whose state or passphrase is not whole, before the engine says so in words of its own. */
export function requireWholeStore(name: string): void {
    requireState(name);
    requirePassphrase(name);
}

function requireState(name: string): void {
    const file = stateFile(name);
    // The first one is there only where a run was killed.
    const backup = [lastWholeState(name), `${file}.bak`].find(isWhole);
    // A stack that was removed leaves its last, empty state as a backup; without any file there has never been a stack.
    const fault = existsSync(file) ? faultOf(file) : backup && readCheckpoint(backup).resources?.length ? "is missing" : undefined;
    if (!fault) return;
    const sentence = `The state of environment "${name}" is damaged: ${file} ${fault}.`;
    if (backup) {
        const remedy = `Its backup is whole, and at most one step older. Put it back: cp '${backup}' '${file}'; then run the command again. Or take the environment down: "./plateau down" finds what belongs to it by label.`;
        throw new UserError("STATE_DAMAGED", sentence, "", remedy);
    }
    throw new UserError("STATE_DAMAGED", `${sentence.slice(0, -1)}, and there is no whole backup beside it.`, "", '"./plateau down" finds what belongs to the environment by label; then "./plateau up" makes it anew.');
}

/** What is wrong with a checkpoint, in a few words. */
function faultOf(file: string): string | undefined {
    const { size } = statSync(file);
    if (size === 0) return "is empty";
    try {
        const state = JSON.parse(readFileSync(file, "utf8")) as { checkpoint?: unknown } | null;
        return state?.checkpoint ? undefined : "has no checkpoint in it";
    } catch {
        return `is not JSON (${size} bytes)`;
    }
}

/** Whether a checkpoint is there, from its first character to its last. */
export function isWhole(file: string): boolean {
    return existsSync(file) && !faultOf(file);
}

function requirePassphrase(name: string): void {
    const file = passphraseFile(name);
    if (existsSync(file) && readFileSync(file, "utf8").trim()) return;
    throw new UserError("PASSPHRASE_LOST", `The passphrase of environment "${name}" is lost: ${file} is ${existsSync(file) ? "empty" : "missing"}.`);
}
