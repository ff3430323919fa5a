/** Keeps what a check ran and what came back: the evidence behind its verdict. */
import { createHash } from "node:crypto";
import type { Channels, CommandResult, Request, Response } from "./channels";
import type { Redact } from "./redact";

export interface Evidence {
    /** What was run, as one would type it. */
    readonly command: string;
    /** What came back, secrets replaced, cut at {@link OUTPUT_LIMIT} characters. */
    readonly output: string;
    /** ISO 8601, UTC. */
    readonly startedAt: string;
    readonly durationMs: number;
    /** SHA-256 of `output` in UTF-8: the file that the report stores beside itself has this digest. */
    readonly sha256: string;
    /** How many times it was run, when a check waited for something; all but the count is the last one's. */
    readonly times: number;
}

/** A list of all pods is some 300 kB; more than this only makes a report that nobody can open. */
export const OUTPUT_LIMIT = 512 * 1024;

export class Recorder {
    private readonly entries: Evidence[] = [];
    /** Index of the entry of each question that is being repeated. */
    private readonly repeated = new Map<string, number>();

    constructor(
        private readonly redact: Redact,
        private readonly now: () => number = Date.now,
    ) {}

    get evidence(): readonly Evidence[] {
        return this.entries;
    }

    /** Runs `action` and keeps its result as `render` shows it, or its error; the error is thrown on. */
    async record<T>(
        command: string,
        action: () => Promise<T>,
        render: (result: T) => string,
        repeated = false,
    ): Promise<T> {
        const started = this.now();
        try {
            const result = await action();
            this.add(command, render(result), started, repeated);
            return result;
        } catch (error) {
            this.add(command, `failed: ${error instanceof Error ? error.message : String(error)}`, started, repeated);
            throw error;
        }
    }

    private add(command: string, text: string, started: number, repeated: boolean): void {
        const clean = this.redact(text);
        const output =
            clean.length <= OUTPUT_LIMIT ? clean : `${clean.slice(0, OUTPUT_LIMIT)}\n[cut: ${clean.length} characters]`;
        const entry = {
            command: this.redact(command),
            output,
            startedAt: new Date(started).toISOString(),
            durationMs: this.now() - started,
            sha256: createHash("sha256").update(output).digest("hex"),
            times: 1,
        };
        const index = repeated ? this.repeated.get(entry.command) : undefined;
        if (index === undefined) {
            if (repeated) this.repeated.set(entry.command, this.entries.length);
            this.entries.push(entry);
        } else {
            this.entries[index] = { ...entry, times: this.entries[index]!.times + 1 };
        }
    }
}

/** The same channels, each call recorded. */
export function recorded(channels: Channels, recorder: Recorder): Channels {
    return {
        ssh: (server, command, options) =>
            recorder.record(
                ["ssh", ...(options?.client ?? []), server, quoted(command)].join(" "),
                () => channels.ssh(server, command, options),
                commandOutput,
                options?.repeated,
            ),
        kubectl: (args, options) =>
            recorder.record(
                ["kubectl", ...args.map(quoted)].join(" ") + (options?.stdin ? ` <<'EOF'\n${options.stdin}\nEOF` : ""),
                () => channels.kubectl(args, options),
                commandOutput,
                options?.repeated,
            ),
        ansibleCheck: (playbook, options) =>
            recorder.record(
                `ansible-playbook --check ${playbook}`,
                () => channels.ansibleCheck(playbook, options),
                commandOutput,
            ),
        https: (request, options) =>
            recorder.record(
                requestLine(request),
                () => channels.https(request, options),
                responseText,
                options?.repeated,
            ),
        readFile: (path) =>
            recorder.record(
                `cat ${path}`,
                () => channels.readFile(path),
                (text) => text,
            ),
    };
}

/** As a shell needs it: `get pods` stays, `{.items[*]}` is put into quotes. */
function quoted(argument: string): string {
    return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

function commandOutput({ stdout, stderr, exitCode }: CommandResult): string {
    const parts = [stdout.trimEnd(), stderr.trimEnd(), exitCode === 0 ? "" : `[exit status ${exitCode}]`];
    return parts.filter((part) => part !== "").join("\n");
}

function requestLine({ host, port, path, method = "GET", body }: Request): string {
    return `${method} https://${host}${path} (port ${port})${body ? ` ${body}` : ""}`;
}

function responseText({ status, tls, headers, body }: Response): string {
    const shown = Object.entries(headers).filter(([name]) => name !== "set-cookie");
    return [`${status} over ${tls}`, ...shown.map(([name, value]) => `${name}: ${value}`), "", body].join("\n");
}
