/** Network interfaces, with their addresses and the bridge that they are on. */
import { readdirSync, readlinkSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Item, Reading } from "../reading";

const ROOT = "/sys/class/net";

export function readInterfaces(): Reading {
    const addresses = os.networkInterfaces();
    return {
        items: readdirSync(ROOT).map((name): Item => {
            const bridge = bridgeOf(name);
            // A link-local address is the kernel's own doing, and comes and goes with the link.
            const own = (addresses[name] ?? []).map(({ cidr }) => cidr ?? "").filter((cidr) => !cidr.startsWith("fe80:"));
            const detail = [...own.sort(), ...(bridge ? [`on ${bridge}`] : [])].join(", ");
            return { id: name, name, ...(detail ? { detail } : {}), bridges: [bridge ?? name], ...(name === "docker0" ? { by: "engine" } : {}) };
        }),
    };
}

function bridgeOf(name: string): string | undefined {
    try {
        return path.basename(readlinkSync(path.join(ROOT, name, "master")));
    } catch {
        return undefined; // it is on none
    }
}
