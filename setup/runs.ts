/**
 * Runs of the command. What a run starts carries its mark, and what it writes for the moment lies in a directory of its
 * own. So whatever ends a run, it or the next one ends the processes that are left, and removes the directory.
 */
import { rmSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "./errors";
import { identityOf, isOfThisMachine, pidNamespace, processes, variableOf } from "./process-table";

/** Name of the mark: a variable of the environment, which every program passes on. Its value is the run's identity. */
const MARK = "PLATEAU_RUN";
/** How long what is left of a run may take to end once it has been asked to, milliseconds. */
const GRACE = 5000;
const INTERVAL = 50;

const DIRECTORY = /^plateau-(\d+-\d+-[0-9a-z]+)$/;

/**
 * Length of the directory's whole path, at most. Sockets lie in it, whose paths the kernel limits to 107 characters, and the
 * longest name that ssh or Ansible gives to one takes 41. Where it is longer, Ansible waits for ever.
 */
const LONGEST = 66;

/** Environment of this process before it became a run. */
let before: NodeJS.ProcessEnv | undefined;

/** Makes this process a run: from now on its programs carry the mark and put their temporary files into its directory. */
export async function beginRun(): Promise<void> {
    before = { ...process.env };
    const identity = runOf(process.pid);
    const directory = path.join(place(), `plateau-${identity}`);
    if (directory.length > LONGEST) {
        throw new SetupError("temporary files", `The directory for temporary files, ${place()}, has too long a path: no socket could be made in it.`, `Set TMPDIR to one of at most ${LONGEST - path.basename(directory).length - 1} characters.`);
    }
    await clearDeadRuns();
    // Others may pass through, not look in: apt unpacks as a user of its own. What lies in it is each private by itself.
    await fs.mkdir(directory, { recursive: true, mode: 0o711 });
    Object.assign(process.env, { [MARK]: identity, TMPDIR: directory });
    // Also where the work does not end in order.
    process.once("exit", () => {
        leftOf((run) => run === identity).forEach((pid) => send(pid, "SIGKILL"));
        rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
    });
}

/** Ends what this run has started and what does not end by itself, such as plugins of an engine that was killed. */
export async function endRun(): Promise<void> {
    const identity = process.env[MARK];
    if (before && identity) await end((run) => run === identity);
}

/** Ends and removes what runs that no longer exist have left. */
export async function clearDeadRuns(): Promise<void> {
    await end(isDead);
    for (const name of await fs.readdir(place())) {
        const run = DIRECTORY.exec(name)?.[1];
        if (run && isDead(run)) await fs.rm(path.join(place(), name), { recursive: true, force: true }).catch(() => undefined); // another user's
    }
}

/** The environment for what shall outlive this run, and the one that may have started it. */
export function environmentOutsideRun(): NodeJS.ProcessEnv {
    const environment = { ...(before ?? process.env) };
    delete environment[MARK];
    if (environment.TMPDIR) environment.TMPDIR = place();
    return environment;
}

/** Where the directories of runs lie: beside that of the run that has started this one, if one has. */
function place(): string {
    const directory = before?.TMPDIR ?? os.tmpdir();
    return DIRECTORY.test(path.basename(directory)) ? path.dirname(directory) : directory;
}

/** Identity of the run that a process of this PID namespace is, or would be. */
function runOf(pid: number): string {
    return `${identityOf(pid)}-${pidNamespace()}`;
}

/** A container may share the directory of temporary files, and numbers its processes anew: of its runs nothing is known here. */
function isDead(run: string): boolean {
    return run.endsWith(`-${pidNamespace()}`) && runOf(parseInt(run, 10)) !== run;
}

/** Processes that carry the mark of certain runs, without this one. */
function leftOf(runs: (identity: string) => boolean): number[] {
    return processes().filter((pid) => {
        const run = pid === process.pid ? undefined : variableOf(pid, MARK);
        return run !== undefined && runs(run) && isOfThisMachine(pid) && identityOf(pid) !== undefined;
    });
}

/** First in order, so that the engine can write down how far it came; what does not end is ended. */
async function end(runs: (identity: string) => boolean): Promise<void> {
    const asked = new Set<number>();
    for (const deadline = Date.now() + GRACE; ; await sleep(INTERVAL)) {
        const left = leftOf(runs);
        if (left.length === 0) return;
        const late = Date.now() > deadline;
        for (const pid of left.filter((each) => late || !asked.has(each))) send(pid, late ? "SIGKILL" : "SIGTERM");
        left.forEach((pid) => asked.add(pid));
    }
}

function send(pid: number, signal: NodeJS.Signals): void {
    try {
        process.kill(pid, signal);
    } catch {
        // It has ended meanwhile, or is another user's.
    }
}
