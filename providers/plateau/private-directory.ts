import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";

/** Runs work with a directory that only this user can read; secrets in it never outlive the work. */
export async function inPrivateDirectory<T>(work: (dir: string) => Promise<T>): Promise<T> {
    // A short path: of a socket's path with its host's name and 17 bytes of ssh's own, 107 bytes count.
    const dir = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-"));
    try {
        return await work(dir);
    } finally {
        await fs.rm(dir, { recursive: true, force: true });
    }
}

/** Writes a file that only this user can read. */
export async function writePrivately(file: string, text: string): Promise<string> {
    await fs.writeFile(file, text, { mode: 0o600 });
    return file;
}
