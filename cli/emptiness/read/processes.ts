/**
 * Processes: name, number, user and start. Arguments are looked at and not kept: they may hold secrets of the user's own
 * programs. The kernel's own threads, this process and the programs that it runs are left out.
 */
import { readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import { dataDir, environmentOfPath } from "../../../setup/paths";
import { numbered, type Item, type Marks, type Reading } from "../reading";
import { processIds, procFile, publishedPort, sharesNamespace } from "./proc";

/** The kernel tells times in these, whatever its own clock does. */
const TICKS_PER_SECOND = 100;
/** Parent of all threads of the kernel, and their first. */
const KERNEL = 2;

const OF_THE_ENGINE = /^(dockerd|containerd|containerd-shim|docker-proxy|docker-init)/;

export function readProcesses(): Reading {
    const bootedAt = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8"))?.[1]);
    const items = processIds().flatMap((pid): Item[] => {
        const stat = statOf(pid);
        if (!stat || [stat.parent, pid].some((id) => id === process.pid || id === KERNEL)) return [];
        const since = new Date((bootedAt + stat.startedAt / TICKS_PER_SECOND) * 1000).toISOString();
        // The number alone is given to another process, some day.
        return [{ id: `${pid} ${stat.startedAt}`, name: `${stat.name} (${pid})`, detail: `uid ${stat.uid}`, since, ...marksOf(pid, stat.name) }];
    });
    return numbered(items);
}

function statOf(pid: number): { name: string; parent: number; startedAt: number; uid: number } | undefined {
    const text = procFile(pid, "stat");
    if (!text) return undefined;
    // The name is in brackets, and may have brackets and spaces in it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const name = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
    const uid = statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
    return uid === undefined ? undefined : { name, parent: Number(fields[1]), startedAt: Number(fields[19]), uid };
}

function marksOf(pid: number, name: string): Marks {
    const commandLine = procFile(pid, "cmdline") ?? "";
    const container = containerIn(procFile(pid, "cgroup") ?? "") ?? (name.startsWith("containerd-shim") ? /\0-id\0([0-9a-f]{64})\0/.exec(commandLine)?.[1] : undefined);
    const named = environmentIn(commandLine);
    const environment = named && sharesNamespace(pid, "mnt") ? named : undefined;
    const address = publishedPort(pid)?.address;
    return {
        ...(environment ? { environment } : {}),
        ...(container ? { container } : {}),
        ...(address ? { address } : {}),
        ...(OF_THE_ENGINE.test(name) ? { by: "engine" as const } : {}),
    };
}

/** E.g. "/docker/ID" or "/system.slice/docker-ID.scope/init.scope". */
const containerIn = (cgroups: string): string | undefined => /\/docker[-/]([0-9a-f]{64})\b/.exec(cgroups)?.[1];

/** The environment within whose directory a program was told to work. */
function environmentIn(commandLine: string): string | undefined {
    const root = `${path.join(dataDir(), "environments")}/`;
    const start = commandLine.indexOf(root);
    return start < 0 ? undefined : environmentOfPath(/[^\0\s]*/.exec(commandLine.slice(start))![0]);
}
