/** Limits of the machine's kernel that all containers of one user share. */
import * as fs from "node:fs/promises";
import { SetupError } from "./errors";

/** Least value of each limit. Every systemd, kubelet, containerd and kube-proxy watches files: the default of 128 is one environment. */
const LEAST: Readonly<Record<string, number>> = {
    "fs.inotify.max_user_instances": 4096,
    "fs.inotify.max_user_watches": 524_288,
};

/** Names of the limits that Plateau may raise. */
export const RAISED_LIMITS = Object.keys(LEAST);

/** Names of the limits that are too low. */
export async function lowKernelLimits(): Promise<string[]> {
    const low: string[] = [];
    for (const [name, least] of Object.entries(LEAST)) if (Number(await fs.readFile(fileOfSetting(name), "utf8")) < least) low.push(name);
    return low;
}

/** Raises what is too low until the machine is started again; a limit that is high enough is left as it is. */
export async function ensureKernelLimits(): Promise<void> {
    for (const name of await lowKernelLimits()) {
        const least = String(LEAST[name]);
        await fs.writeFile(fileOfSetting(name), least).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== "EACCES" && error.code !== "EPERM" && error.code !== "EROFS") throw error;
            throw new SetupError("kernel", `The kernel's limit ${name} is below ${least}, and this user cannot raise it.`, `Run: sudo sysctl ${name}=${least}`);
        });
    }
}

/** "fs.inotify.max_user_watches" as the file that holds it. */
export const fileOfSetting = (name: string) => `/proc/sys/${name.replaceAll(".", "/")}`;
