/** One file out of a directory of members, and back: a plain tar, because what is large in it is compressed already. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { CommandError, run } from "../../setup/run";
import { UserError } from "../errors";
import { formatManifest, MANIFEST, parseManifest, type Manifest, type Member } from "./manifest";

/**
 * Puts all that lies in a directory into one file, which only its owner can read, and which is whole once it has its name.
 * @returns size of the file in bytes
 */
export async function writeArchive(file: string, directory: string, about: Omit<Manifest, "format" | "members">): Promise<number> {
    const members = await membersIn(directory);
    await fs.writeFile(path.join(directory, MANIFEST), formatManifest({ ...about, members }));
    const half = `${file}.half`;
    try {
        await (await fs.open(half, "w", 0o600)).close();
        const options = ["--create", "--force-local", "--file", half, "--owner=0", "--group=0", "--numeric-owner", "--mode=0600", "--directory", directory];
        await run("tar", [...options, MANIFEST, ...Object.keys(members)]);
        const handle = await fs.open(half, "r+");
        await handle.sync(); // after a power cut, a renamed file would otherwise be there without its content
        await handle.close();
        await fs.rename(half, file);
        return (await fs.stat(file)).size;
    } finally {
        await fs.rm(half, { force: true });
    }
}

/**
 * Unpacks an export into a directory, each member checked.
 * @throws UserError where it is not as it was written
 */
export async function openArchive(file: string, directory: string): Promise<Manifest> {
    if (!existsSync(file)) throw new UserError("EXPORT_DAMAGED", `There is no file ${file}.`);
    const tar = ["--extract", "--force-local", "--file", file];
    const text = await run("tar", [...tar, "--to-stdout", "--occurrence=1", MANIFEST]).catch(ignoreFailure);
    const manifest = parseManifest(text, file);
    await fs.writeFile(path.join(directory, MANIFEST), text);
    const names = Object.keys(manifest.members);
    const damaged = (what: string) => new UserError("EXPORT_DAMAGED", `${file} was cut off or changed after it was written: ${what}.`);
    const unpack = run("tar", [...tar, "--directory", directory, "--no-same-owner", "--", ...names]);
    await unpack.catch((error: unknown) => {
        ignoreFailure(error);
        throw damaged("a member is missing or cut off");
    });
    for (const [name, expected] of Object.entries(manifest.members)) {
        const found = await measure(path.join(directory, name));
        if (!found) throw damaged(`${name} is missing`);
        if (found.bytes !== expected.bytes || found.sha256 !== expected.sha256) throw damaged(`${name} has another checksum`);
    }
    return manifest;
}

/** What tar says of a bad file tells a user nothing; a full disk or a Ctrl-C is no fault of the file. */
function ignoreFailure(error: unknown): string {
    if (!(error instanceof CommandError) || /no space left|quota exceeded/i.test(error.output)) throw error;
    return "";
}

async function membersIn(directory: string): Promise<Record<string, Member>> {
    const entries = await fs.readdir(directory, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)));
    // What is read first stands first, so that a look into the file needs not all of it.
    const order = (name: string) => `${name.includes("/") ? 1 : 0}${name.startsWith("images/") ? 1 : 0}${name}`;
    const members: Record<string, Member> = {};
    for (const name of files.sort((a, b) => (order(a) < order(b) ? -1 : 1))) members[name] = (await measure(path.join(directory, name)))!;
    return members;
}

/** A link is no member: what it leads to is not in the file. */
async function measure(file: string): Promise<Member | undefined> {
    const stat = await fs.lstat(file).catch(() => undefined);
    if (!stat?.isFile()) return undefined;
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    return { bytes: stat.size, sha256: hash.digest("hex") };
}
