/** Where things live on the user's machine, by the XDG base directory rules. */
import * as os from "node:os";
import * as path from "node:path";

/** Root of the repository. */
export const ROOT = path.resolve(__dirname, "..");

/** Everything that can be made again: tools, plugins, Python environment. Keyed by version; safe to delete. */
export function cacheDir(): string {
    return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "plateau");
}

/** What cannot be made again: state, passphrase, evidence. */
export function dataDir(): string {
    return path.join(process.env.XDG_DATA_HOME || path.join(os.homedir(), ".local", "share"), "plateau");
}

/** Everything about one environment. `down` removes it. */
export function environmentDir(environment: string): string {
    return path.join(dataDir(), "environments", environment);
}

/** The environment within whose directory a path lies, or whose directory it is. */
export function environmentOfPath(file: string): string | undefined {
    const relative = path.relative(path.join(dataDir(), "environments"), file);
    const [name = ""] = relative.split(path.sep);
    return /^[a-z][a-z0-9-]*$/.test(name) ? name : undefined;
}
