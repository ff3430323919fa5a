/** Processes of this machine, as the kernel tells them; no program is asked. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Numbers of all processes. */
export function processes(): number[] {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
}

/**
 * What tells a process from every other, also from a later one with the same number: "4123-8812077", its number and when
 * the kernel started it. Undefined where there is none.
 */
export function identityOf(pid: number): string | undefined {
    const stat = read(`/proc/${pid}/stat`);
    // The program's name, in parentheses, may itself have spaces and parentheses. proc(5): start time is the 22nd field.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return stat && fields[0] !== "Z" ? `${pid}-${fields[19]}` : undefined;
}

/** Value of a variable in the environment that a process was started with; undefined also where that cannot be read. */
export function variableOf(pid: number, name: string): string | undefined {
    const entry = read(`/proc/${pid}/environ`).split("\0").find((line) => line.startsWith(`${name}=`));
    return entry?.slice(name.length + 1);
}

/** The PID namespace that a process's number is valid in, as a short word: the machine's own, or that of a container. */
export function pidNamespace(pid: number | "self" = "self"): string {
    return Number(readlinkSync(`/proc/${pid}/ns/pid`).replace(/\D/g, "")).toString(36); // pid:[4026531836]
}

/** True for a process whose numbers mean what they mean here: not one of a container. */
export function isOfThisMachine(pid: number): boolean {
    try {
        return pidNamespace(pid) === pidNamespace();
    } catch {
        return false;
    }
}

/** A process may end while it is looked at, or be another user's. */
function read(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return "";
    }
}
