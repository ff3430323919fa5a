/** Looks for secrets in files and streams, by grep: gigabytes in seconds. No secret is written to a file or an argument. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { formsOf, type Secret } from "./forms";

export interface Finding {
    /** Name of the secret; its value is never shown. */
    readonly secret: string;
    readonly where: string;
}

/** `name\0match` of each match. Devices and what vanishes meanwhile are passed over; binary files are read as they are. */
export const GREP = ["--text", "--fixed-strings", "--only-matching", "--with-filename", "--null", "--no-messages", "--devices=skip"] as const;

export class Searcher {
    private readonly owners: ReadonlyMap<string, string>;

    constructor(secrets: readonly Secret[]) {
        this.owners = new Map(secrets.flatMap((secret) => formsOf(secret).map((form) => [form, secret.name] as const)));
    }

    /** What grep takes as its patterns. */
    get patterns(): string {
        return [...this.owners.keys()].join("\n");
    }

    /** Files, and directories with all that is in them. */
    async files(paths: readonly string[], ...options: string[]): Promise<Finding[]> {
        return this.read(await this.grep(["--recursive", ...options, ...paths]));
    }

    /** What a program prints. */
    async output(where: string, program: string, args: readonly string[], cwd?: string): Promise<Finding[]> {
        const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
        let said = "";
        child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk).slice(-500)));
        const ended = once(child, "exit") as Promise<[number | null]>;
        const found = await this.grep([`--label=${where}`, "-"], child.stdout);
        const [status] = await ended;
        // What could not be read has not been searched.
        if (status !== 0) throw new Error(`${where}: ${program} ended with status ${status}: ${said.trim()}`);
        return this.read(found);
    }

    async text(where: string, text: string): Promise<Finding[]> {
        return this.read(await this.grep([`--label=${where}`, "-"], Readable.from([text])));
    }

    /** What grep has printed, here or on a server: the place and the secret's name, each once. */
    read(printed: string, prefix = ""): Finding[] {
        const findings = new Map<string, Finding>();
        for (const line of printed.split("\n").filter(Boolean)) {
            const [where = "", form = ""] = line.split("\0");
            const secret = this.owners.get(form) ?? "an unknown one";
            findings.set(`${where}\0${secret}`, { secret, where: prefix + where });
        }
        return [...findings.values()];
    }

    private async grep(args: readonly string[], input?: Readable): Promise<string> {
        // Environment and arguments of this very process are searched, too: the patterns go through a pipe.
        const script = 'exec grep "$@" --file=<(cat <&3)'; // grep itself cannot open the socket that Node.js takes for a pipe
        const child = spawn("bash", ["--norc", "-c", script, "grep", ...GREP, ...args], { env: { PATH: process.env["PATH"], LC_ALL: "C" }, stdio: [input ? "pipe" : "ignore", "pipe", "inherit", "pipe"] });
        const [patterns, ended] = [child.stdio[3] as NodeJS.WritableStream, once(child, "exit") as Promise<[number | null]>];
        patterns.end(this.patterns);
        if (input) input.pipe(child.stdin!);
        const chunks: Buffer[] = [];
        for await (const chunk of child.stdout!) chunks.push(chunk as Buffer);
        const [status] = await ended;
        // 1: nothing found. 2: also a file that vanished or may not be read, and then what was found still counts.
        if (status === null) throw new Error("grep was ended before it had searched everything");
        return Buffer.concat(chunks).toString();
    }
}
