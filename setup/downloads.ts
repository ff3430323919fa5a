/** Official downloads of programs, checked against pinned checksums. Where a host keeps silent, the caller builds them. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import official from "./downloads.json";
import { run } from "./run";

/** A tool's programs: address, SHA-256 of the file in hex, and the path in a .tar.gz unless the file is the program. */
export type Downloads = Readonly<Record<string, { readonly url: string; readonly sha256: string; readonly member?: string }>>;

/** Told what is being done right now, and why a download that had begun was thrown away. */
export type Report = Partial<Record<"status" | "note", (text: string) => void>>;

/** The known downloads by tool; none on other machines than x86-64 Linux. */
export const OFFICIAL: Readonly<Record<string, Downloads>> = process.platform === "linux" && process.arch === "x64" ? official : {};

/**
 * Milliseconds. `answer` is for a host's first headers, redirects included: a filtered network may drop packets in
 * silence. `stall` is between two pieces, and for later headers: what has been fetched by then is worth some patience.
 */
const LIMITS = { answer: 3_000, stall: 15_000 };

/** MiB between two lines of status: --verbose prints every one. */
const STATUS_STEP = 10;

/** What this run has learned of each host: true once it has answered, false once it has failed and is left alone. */
const hosts = new Map<string, boolean>();

/**
 * Downloads a tool's programs into an empty directory. Nothing is unpacked or kept before its checksum is right.
 * @param limits milliseconds, see LIMITS
 * @returns false, with the directory empty again, when a host does not answer or any download fails
 */
export async function download(programs: Downloads, dir: string, report: Report = {}, limits = LIMITS): Promise<boolean> {
    for (const [program, source] of Object.entries(programs)) {
        const { host } = new URL(source.url);
        try {
            await downloadProgram(program, source, dir, report, limits);
        } catch (error) {
            // A network that keeps the host away is the usual case here and no news; a download that goes wrong is.
            if (hosts.get(host)) report.note?.(`The official ${program} was discarded and is built instead: ${(error as Error).message}`);
            hosts.set(host, false);
            await fs.rm(dir, { recursive: true });
            await fs.mkdir(dir);
            return false;
        }
    }
    return true;
}

async function downloadProgram(program: string, source: Downloads[string], dir: string, report: Report, limits: typeof LIMITS): Promise<void> {
    const file = path.join(dir, `${program}.download`);
    const found = await fetchFile(source.url, file, limits, (mib) => report.status?.(`downloading ${program}, ${mib} MiB`));
    if (found !== source.sha256) throw new Error(`its checksum is ${found} instead of ${source.sha256}`);
    const target = path.join(dir, program);
    if (source.member) {
        const folders = source.member.split("/").length - 1;
        await run("tar", ["-xzf", file, "-C", dir, "--no-same-owner", `--strip-components=${folders}`, source.member]);
        await fs.rm(file);
    } else await fs.rename(file, target);
    await fs.chmod(target, 0o755);
}

/** Writes what an address gives into a file. Returns its SHA-256 in hex. */
async function fetchFile(url: string, file: string, limits: typeof LIMITS, onStep: (mib: number) => void): Promise<string> {
    const { host } = new URL(url);
    if (hosts.get(host) === false) throw new Error(`${host} has failed before`);
    const abort = new AbortController();
    const giveUp = (limit: number) => setTimeout(() => abort.abort(new Error(`${host} said nothing for ${limit / 1000} s`)), limit);
    let timer = giveUp(hosts.has(host) ? limits.stall : limits.answer);
    const hash = createHash("sha256");
    let [bytes, told] = [0, 0];
    const watch = async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
            timer.refresh();
            hash.update(chunk);
            bytes += chunk.length;
            if (bytes >= (told + STATUS_STEP) * 2 ** 20) onStep((told += STATUS_STEP));
            yield chunk;
        }
    };
    try {
        // No encoding: a server that calls a .tar.gz "gzip" would have it unpacked before it is checked.
        const response = await fetch(url, { headers: { "accept-encoding": "identity" }, signal: abort.signal });
        if (response.status !== 200 || !response.body) throw new Error(`${host} answered ${response.status}`);
        hosts.set(host, true);
        clearTimeout(timer);
        timer = giveUp(limits.stall);
        await pipeline(response.body, watch, createWriteStream(file));
        return hash.digest("hex");
    } finally {
        clearTimeout(timer);
        abort.abort(); // closes the connection of an answer that nobody reads to its end
    }
}
