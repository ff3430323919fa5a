/** Ports on which something listens. */
import { readFileSync } from "node:fs";
import { numbered, type Item, type Reading } from "../reading";
import { processIds, publishedPort } from "./proc";

/** State of a socket that listens (TCP), or that is bound and has no peer (UDP), as the kernel writes it. */
const LISTENS = { tcp: "0A", tcp6: "0A", udp: "07", udp6: "07" } as const;

export function readPorts(): Reading {
    const published = new Map(processIds().flatMap((pid) => publishedPort(pid) ?? []).map(({ port, address }) => [port, address]));
    return numbered(
        (Object.keys(LISTENS) as (keyof typeof LISTENS)[]).flatMap((table) =>
            listenersIn(tableOf(table), LISTENS[table]).map(({ address, port, uid }): Item => {
                const protocol = table.slice(0, 3);
                const name = `${address}:${port}/${protocol}`;
                const behind = protocol === "tcp" ? published.get(port) : undefined;
                return { id: name, name, detail: `uid ${uid}`, ...(behind ? { address: behind, by: "engine" } : {}) };
            }),
        ),
    );
}

/** @param table text of /proc/net/tcp and the like: a line of titles, then one line a socket, numbers in hex */
export function listenersIn(table: string, state: string): { address: string; port: string; uid: string }[] {
    return table.trim().split("\n").slice(1).flatMap((line) => {
        const [, local = "", , is, , , , uid = ""] = line.trim().split(/\s+/);
        const [address = "", port = ""] = local.split(":");
        return is === state ? [{ address: addressIn(address), port: String(parseInt(port, 16)), uid }] : [];
    });
}

/** A machine without IPv6 has no tables for it. */
function tableOf(name: string): string {
    try {
        return readFileSync(`/proc/net/${name}`, "utf8");
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
        throw error;
    }
}

/** "0100007F" as "127.0.0.1": each word is written as it lies in memory, last octet first. */
function addressIn(hex: string): string {
    const octets = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
    if (octets.length === 4) return octets.map((octet) => parseInt(octet, 16)).join(".");
    const groups = octets.join("").match(/.{4}/g) ?? [];
    return new URL(`http://[${groups.join(":")}]`).hostname; // in the short form that people write
}
