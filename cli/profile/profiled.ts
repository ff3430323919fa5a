/** Runs work under a recorder, and keeps what was recorded whether the work succeeds or not. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { dataDir } from "../../setup/paths";
import type { TerminalProgress } from "../progress";
import type { Dependencies } from "./analysis";
import { chromeTrace } from "./chrome";
import { dependenciesOf } from "./dependencies";
import { picture, type Profile } from "./picture";
import { Trace } from "./trace";

type Opened = Pick<Stack, "exportStack">;

/** @param work is given what to call with the stack as soon as there is one: it knows what waits for what */
export async function profiled<T>(
    env: string,
    progress: Pick<TerminalProgress, "recorder" | "note">,
    work: (opened: (stack: Opened) => void) => Promise<T>,
): Promise<T> {
    const startedAt = new Date();
    const trace = new Trace(`up ${env}`);
    let stack: Opened | undefined;
    let failed = true;
    progress.recorder = trace;
    try {
        const result = await work((opened) => (stack = opened));
        failed = false;
        return result;
    } finally {
        progress.recorder = undefined;
        const spans = trace.finish(failed);
        await keep(env, { spans, startedAt, dependencies: await known(stack) }).then(
            (directory) => progress.note(`Profile: ${directory}`),
            // How the work ended is what counts.
            (error: unknown) => progress.note(`The profile could not be kept: ${String(error)}`),
        );
    }
}

/** An engine that cannot even show its state leaves a profile without dependencies. */
async function known(stack: Opened | undefined): Promise<Dependencies> {
    const none: Dependencies = new Map();
    return stack ? dependenciesOf(stack).catch(() => none) : none;
}

/** @returns the directory; only the user may read what is in it */
async function keep(env: string, profile: Profile): Promise<string> {
    const directory = path.join(dataDir(), "profiles", env, profile.startedAt.toISOString().replaceAll(":", "-"));
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    await fs.writeFile(path.join(directory, "profile.svg"), picture(profile), { mode: 0o600 });
    await fs.writeFile(path.join(directory, "trace.json"), chromeTrace(profile.spans, profile.dependencies), { mode: 0o600 });
    return directory;
}
