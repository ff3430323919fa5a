/** The command as a process that is going to be killed: what it says, what its engine tells, and its processes by name. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { identityOf, processes } from "../../../setup/process-table";

export const SIGNALS = ["SIGINT", "SIGTERM", "SIGKILL"] as const;
export type Signal = (typeof SIGNALS)[number];
/** Whose process is killed: the command's, the engine's, or that of a plugin by its name. */
export type Target = "command" | "engine" | "docker" | "kubernetes" | "plateau";

/** How long a run may take to end once something of it was killed, milliseconds: what else is under way may be waited for. */
const END_LIMIT = 4 * 60_000;

export interface VictimOptions {
    readonly repository: string;
    readonly env: NodeJS.ProcessEnv;
    readonly onEvent?: (event: EngineEvent) => void;
    /** Lines of stderr. */
    readonly onLine?: (line: string) => void;
}

export class Victim {
    /** Everything that it printed. */
    output = "";
    private readonly child: ChildProcess;
    private readonly ended: Promise<unknown>;
    private server?: net.Server;

    private constructor(args: readonly string[], { repository, env, onLine }: VictimOptions) {
        this.child = spawn(path.join(repository, "plateau"), args, { detached: true, env, stdio: ["ignore", "pipe", "pipe"] });
        this.ended = once(this.child, "exit");
        this.child.stdout!.on("data", (text: Buffer) => (this.output += text.toString()));
        createInterface({ input: this.child.stderr! }).on("line", (line) => {
            this.output += `${line}\n`;
            onLine?.(line);
        });
    }

    static async start(args: readonly string[], options: VictimOptions): Promise<Victim> {
        const address = path.join(options.env["TMPDIR"]!, "tap");
        rmSync(address, { force: true });
        const server = net.createServer((socket) => {
            socket.on("error", () => undefined); // the one who writes is killed
            createInterface({ input: socket }).on("line", (line) => options.onEvent?.(JSON.parse(line) as EngineEvent)).on("error", () => undefined);
        });
        await once(server.listen(address), "listening");
        const tap = { PLATEAU_TAP: address, NODE_OPTIONS: `--import file://${path.join(__dirname, "tap.mjs")}` };
        const victim = new Victim(args, { ...options, env: { ...options.env, ...tap } });
        victim.server = server;
        return victim;
    }

    /** The process of a part, found among the descendants of the command; undefined where it does not run (any more). */
    find(target: Target): number | undefined {
        if (target === "command") return this.child.pid;
        const program = target === "engine" ? /\/pulumi$/ : new RegExp(`/pulumi-resource-${target}$`);
        return this.descendants().find((pid) => commandLine(pid).slice(0, 2).some((word) => program.test(word)));
    }

    /** @returns false where there is nothing to kill */
    kill(target: Target, signal: Signal): boolean {
        const pid = this.find(target);
        if (pid === undefined) return false;
        try {
            return process.kill(pid, signal);
        } catch {
            return false;
        }
    }

    /** Waits for its end; returns its exit status, or null where a signal ended it. */
    async end(limit = END_LIMIT): Promise<number | null> {
        const late = sleep(limit, "late", { ref: false });
        const inTime = (await Promise.race([this.ended, late])) !== "late";
        this.server?.close();
        if (!inTime) {
            const running = this.descendants().map((pid) => `${pid} ${commandLine(pid).join(" ").slice(0, 150)}`);
            this.output += `\nstill running:\n${running.join("\n")}`;
            this.child.kill("SIGKILL");
            throw new Error(`The command did not end within ${limit / 1000} s:\n${this.output.slice(-3000)}`);
        }
        return this.child.exitCode;
    }

    private descendants(): number[] {
        const parents = new Map(processes().map((pid) => [pid, parentOf(pid)]));
        const found = [this.child.pid!];
        for (const ancestor of found) for (const [pid, parent] of parents) if (parent === ancestor) found.push(pid);
        return found.filter((pid) => identityOf(pid) !== undefined);
    }
}

const text = (file: string) => {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return ""; // it has ended meanwhile
    }
};

const commandLine = (pid: number) => text(`/proc/${pid}/cmdline`).split("\0");

const parentOf = (pid: number) => Number(/^PPid:\s+(\d+)$/m.exec(text(`/proc/${pid}/status`))?.[1]);
