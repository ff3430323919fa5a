/** The parts of a bundle as streams: packed, checked and unpacked without a copy on the disk. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import execa from "execa";
import { CommandError } from "../../setup/run";
import { UserError } from "../errors";
import type { Part } from "./manifest";

/**
 * How a part is compressed, by its name's end. Quick levels: the images are 2.5 GiB, and a room has a fast network. gzip
 * where the launcher has to unpack it, with what every Debian has; zstd, which Node.js has in it, is five times as fast.
 */
const CODECS = {
    ".gz": { compress: () => zlib.createGzip({ level: 1 }), decompress: () => zlib.createGunzip() },
    ".zst": {
        compress: () => zlib.createZstdCompress({ params: { [zlib.constants.ZSTD_c_compressionLevel]: 1 } }),
        decompress: () => zlib.createZstdDecompress(),
    },
};

const codecOf = (name: string) => CODECS[name.endsWith(".gz") ? ".gz" : ".zst"];

/** MiB between two lines of status: --verbose prints every one. */
const STATUS_STEP = 64;

export interface StreamOptions {
    readonly signal: AbortSignal;
    /** Told how much of the part has passed. */
    readonly status: (text: string) => void;
}

/** tar's arguments for packing a directory: the same content gives the same part, whoever owned it. */
export function tarOf(directory: string, ...options: string[]): readonly [string, ...string[]] {
    return ["tar", "--create", "--directory", directory, "--sort=name", "--owner=0", "--group=0", "--numeric-owner", ...options, "."];
}

/**
 * Writes into `file` what a program prints, compressed as the part's name says.
 * @returns size and SHA-256 of the file
 */
export async function pack(name: string, [program, ...args]: readonly [string, ...string[]], file: string, options: StreamOptions): Promise<Omit<Part, "holds">> {
    const child = start(program, args, options.signal);
    const meter = new Meter(options.status);
    await settle(child, pipeline(child.stdout!, codecOf(name).compress(), meter.watch, createWriteStream(file)));
    return meter.total();
}

/**
 * Reads a part and compares it with what the manifest says.
 * @param target gets the unpacked content: a program's stdin; left out, the part is only checked
 * @throws UserError where it is another, wherever the content has gone by then
 */
export async function readPart(bundle: string, name: string, expected: Part, options: StreamOptions, target?: Writable): Promise<void> {
    const child = start("tar", ["--extract", "--to-stdout", "--occurrence=1", "--force-local", "--file", bundle, name], options.signal);
    const meter = new Meter(options.status);
    const reading = target ? pipeline(child.stdout!, meter.watch, codecOf(name).decompress(), target) : pipeline(child.stdout!, meter.watch, discard);
    const damaged = (why: string) => new UserError("BUNDLE_DAMAGED", `${bundle} was cut off or changed after it was written: ${name} ${why}.`);
    await settle(child, reading).catch((error: NodeJS.ErrnoException) => {
        options.signal.throwIfAborted();
        // A program that has read to the end may be gone before Node.js has closed the pipe; what has passed is counted below.
        if (target && error.code === "ERR_STREAM_PREMATURE_CLOSE") return;
        throw target ? error : damaged("cannot be read from it");
    });
    const { bytes, sha256 } = meter.total();
    if (bytes !== expected.bytes) throw damaged(`has ${bytes} bytes instead of ${expected.bytes}`);
    if (sha256 !== expected.sha256) throw damaged("has another checksum");
}

/** Runs a program that reads a part. tar refuses names that lead out of the directory, and makes absolute ones relative. */
export async function feed(bundle: string, name: string, expected: Part, [program, ...args]: readonly [string, ...string[]], options: StreamOptions): Promise<void> {
    options.signal.throwIfAborted();
    const child = execa(program, args, { stdin: "pipe", all: true });
    const stop = () => void child.kill();
    options.signal.addEventListener("abort", stop, { once: true });
    const reading = readPart(bundle, name, expected, options, child.stdin!).catch((error: unknown) => {
        child.kill(); // half of a part is not to be taken for the whole
        throw error;
    });
    const [read, taken] = await Promise.allSettled([reading, child]);
    options.signal.removeEventListener("abort", stop);
    options.signal.throwIfAborted();
    // A program that failed says why: a full disk, say. Its pipe says only that it was broken.
    const failure = taken.status === "rejected" ? (taken.reason as execa.ExecaError) : undefined;
    if (failure && !failure.killed) throw new CommandError([program, ...args].join(" "), failure.exitCode, failure.all || failure.shortMessage);
    if (read.status === "rejected") throw read.reason;
}

function start(program: string, args: readonly string[], signal: AbortSignal): execa.ExecaChildProcess {
    signal.throwIfAborted();
    const child = execa(program, args, { stdin: "ignore", buffer: false, stderr: "pipe" });
    const stop = () => void child.kill();
    signal.addEventListener("abort", stop, { once: true });
    void child.finally(() => signal.removeEventListener("abort", stop)).catch(() => undefined); // awaited by settle()
    return child;
}

/** Waits for a program and for what reads it; whichever fails first ends the other. */
async function settle(child: execa.ExecaChildProcess, reading: Promise<void>): Promise<void> {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
    try {
        await Promise.all([child, reading]);
    } catch (error) {
        child.kill();
        await Promise.allSettled([child, reading]);
        throw said.trim() ? new Error(said.trim(), { cause: error }) : error;
    }
}

async function discard(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const iterator = chunks[Symbol.asyncIterator]();
    while (!(await iterator.next()).done);
}

/** Counts and digests what passes. */
class Meter {
    private readonly hash = createHash("sha256");
    private bytes = 0;
    private told = 0;

    constructor(private readonly status: (text: string) => void) {}

    readonly watch = async function* (this: Meter, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
            this.hash.update(chunk);
            this.bytes += chunk.length;
            if (this.bytes >= (this.told + STATUS_STEP) * 2 ** 20) this.status(`${(this.told += STATUS_STEP)} MiB`);
            yield chunk;
        }
    }.bind(this);

    total(): Omit<Part, "holds"> {
        return { bytes: this.bytes, sha256: this.hash.digest("hex") };
    }
}
