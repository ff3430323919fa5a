/**
 * Files in the places that Plateau writes to, by name alone. Under /etc and /usr it writes nothing itself: that is the
 * packages' business, which the set-up installs with Debian's own tools, and which stay for the next environment.
 */
import { existsSync, readdirSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { cacheDir, dataDir, environmentOfPath } from "../../../setup/paths";
import type { Item, Reading } from "../reading";

/** Below the directory for temporary files, which is everybody's, only these names are Plateau's. */
const TEMPORARY = /^plateau-/;

/** Where the programs that the set-up runs keep what they need again; beside the user's own use of them. */
const OF_TOOLS = [".ansible", ".cache/go-build", ".kube/cache", ".npm", ".pulumi", "go"];

export function readFiles(): Reading {
    const data = dataDir();
    // One level each: an environment's directory is one entry, what another one has in its own is its secret.
    const places = [data, ...["environments", "reports", "profiles"].map((name) => path.join(data, name)), cacheDir()];
    const files = [
        ...places.flatMap(entriesOf),
        ...entriesOf(os.tmpdir()).filter((file) => TEMPORARY.test(path.basename(file))),
        ...OF_TOOLS.map((name) => path.join(os.homedir(), name)).filter((file) => existsSync(file)),
    ];
    return { items: [...new Set(files)].map(itemOf) };
}

function itemOf(file: string): Item {
    const environment = environmentOfPath(file.replace(/\.lock$/, "")); // the lock lies beside the directory that it locks
    return { id: file, name: file, ...(environment ? { environment } : { by: path.basename(file) === "dockerd.log" ? "engine" : "plateau" }) };
}

/** What is not there has nothing in it. */
function entriesOf(dir: string): string[] {
    try {
        return readdirSync(dir).map((name) => path.join(dir, name));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
        throw error;
    }
}
