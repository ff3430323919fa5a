/** The kernel's files about processes. Read at once and one after the other: they are short, and never wait for a disk. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export const processIds = (): number[] => readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);

/** Text of a file about a process; undefined once the process has ended. */
export function procFile(pid: number, file: "stat" | "cmdline" | "cgroup"): string | undefined {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return undefined;
    }
}

/**
 * True where a process sees the same files or network as this one. Of an engine within a container, or of another
 * Plateau there, paths and addresses may be the same and mean other things.
 */
export function sharesNamespace(pid: number, kind: "mnt" | "net"): boolean {
    try {
        return readlinkSync(`/proc/${pid}/ns/${kind}`) === readlinkSync(`/proc/self/ns/${kind}`);
    } catch {
        return false; // it has ended, or is another user's: then it is not for this one to tell
    }
}

export interface Published {
    readonly port: string;
    /** Of the container behind it. */
    readonly address: string;
}

export function publishedPort(pid: number): Published | undefined {
    const published = publishedBy(procFile(pid, "cmdline") ?? "");
    return published && sharesNamespace(pid, "net") ? published : undefined;
}

/** From the command line of the engine's own program: `docker-proxy … -host-port 22000 -container-ip 10.64.1.10 …`. */
export function publishedBy(commandLine: string): Published | undefined {
    const [program = "", ...args] = commandLine.split("\0");
    const value = (option: string) => args[args.indexOf(option) + 1];
    if (!/(^|\/)docker-proxy$/.test(program) || !args.includes("-host-port") || !args.includes("-container-ip")) return undefined;
    return { port: value("-host-port")!, address: value("-container-ip")! };
}
