/** Mounted file systems: where, of which type, from what. Options are left out; some hold names of users or passwords. */
import { readFileSync } from "node:fs";
import { environmentOfPath } from "../../../setup/paths";
import { numbered, type Item, type Reading } from "../reading";

/** Where the engine mounts things, by Debian's and Docker's own packages. */
const OF_THE_ENGINE = /^(\/var\/lib\/docker|(\/var)?\/run\/docker)(\/|$)/;

export function readMounts(): Reading {
    return numbered(mountsIn(readFileSync("/proc/mounts", "utf8")));
}

/** @param table text of /proc/mounts; a space in a path is written \040 */
export function mountsIn(table: string): Item[] {
    return table.split("\n").filter(Boolean).map((line): Item => {
        const [source = "", target = "", type = ""] = line.split(" ").map((field) => field.replaceAll(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8))));
        const environment = environmentOfPath(target);
        return {
            id: `${target} ${type} ${source}`,
            name: target,
            detail: type === source ? type : `${type}, ${source}`,
            place: target,
            ...(environment ? { environment } : {}),
            ...(OF_THE_ENGINE.test(target) ? { by: "engine" } : {}),
        };
    });
}
