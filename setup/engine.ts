/** The container engine: one that runs is used; on Debian as root without one it is installed and started. */
import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dataDir } from "./paths";
import { canInstallPackages, installDebianPackages } from "./debian";
import { SetupError } from "./errors";
import { isInstalled } from "./programs";
import { CommandError, run, succeeds } from "./run";
import { environmentOutsideRun } from "./runs";
import { atLeast, versions } from "./versions";

/** How long a freshly started engine may take to answer, milliseconds. */
const START_LIMIT = 30_000;
/** How long one that is ending may take to stop its containers, milliseconds. */
const END_LIMIT = 60_000;
const INTERVAL = 200;

/** The engine's own default: the number of its process. */
const PID_FILE = "/var/run/docker.pid";

export interface Engine {
    readonly version: string;
}

/** The running engine, or undefined where none answers. Throws where one answers but cannot be used. */
export async function findEngine(): Promise<Engine | undefined> {
    try {
        const version = await run("docker", ["info", "--format", "{{.ServerVersion}}"]);
        if (!version) return undefined;
        if (!atLeast(version, versions.engine.oldest)) {
            throw new SetupError("engine", `The container engine is Docker ${version}; Plateau needs ${versions.engine.oldest} or later.`, "Update it, then run the command again.");
        }
        return { version };
    } catch (error) {
        if (error instanceof CommandError && /permission denied/i.test(error.output)) {
            throw new SetupError("engine", "The container engine refuses this user (permission denied on its socket).", 'Join the group "docker", or run as root.');
        }
        if (error instanceof CommandError) return undefined;
        throw error;
    }
}

export function engineIsInstalled(): boolean {
    return existsSync("/usr/sbin/dockerd") || existsSync("/usr/bin/dockerd");
}

/** Finds, installs or starts the engine. */
export async function ensureEngine(): Promise<Engine> {
    const running = await findEngine();
    if (running) return running;
    if (!engineIsInstalled()) {
        if (!canInstallPackages()) {
            throw new SetupError("engine", "No container engine answers on this machine.", "Install Docker 20.10 or later and start it; on Debian: sudo apt-get install docker.io");
        }
        await installDebianPackages(["docker.io", "iptables", "ca-certificates"], "A container engine");
    }
    // Since Debian 13 the client is a package of its own, which the engine's only recommends.
    if (!(await isInstalled("docker"))) await installDebianPackages(["docker-cli"], "The container engine's client, docker,");
    // One that is ending answers no more long before it has stopped its containers; only then can another one start.
    for (const deadline = Date.now() + END_LIMIT; engineProcess() && Date.now() < deadline; await sleep(INTERVAL)) {
        const starting = await findEngine();
        if (starting) return starting;
    }
    await start();
    const deadline = Date.now() + START_LIMIT;
    for (;;) {
        const engine = await findEngine();
        if (engine) return engine;
        if (Date.now() > deadline) throw new SetupError("engine", `The container engine did not answer within ${START_LIMIT / 1000} s.`, `Its log is ${logFile()}.`);
        await sleep(INTERVAL);
    }
}

/** True while there is a process of the engine on this machine, whether it answers or not. */
function engineProcess(): boolean {
    try {
        const pid = readFileSync(PID_FILE, "utf8").trim();
        return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "dockerd"; // the file outlives an engine that was killed
    } catch {
        return false;
    }
}

/** systemd starts it where systemd runs the machine; elsewhere it becomes a daemon of its own that outlives this run. */
async function start(): Promise<void> {
    if (existsSync("/run/systemd/system") && (await succeeds("systemctl", ["start", "docker"]))) return;
    if (process.getuid?.() !== 0) throw new SetupError("engine", "The container engine is installed but does not run.", "Start it: sudo systemctl start docker");
    await fs.mkdir(path.dirname(logFile()), { recursive: true });
    const log = openSync(logFile(), "a");
    spawn("dockerd", [], { detached: true, env: environmentOutsideRun(), stdio: ["ignore", log, log] }).unref();
}

function logFile(): string {
    return path.join(dataDir(), "dockerd.log");
}
