/** What the program has to know of the machine: made by set-up, and by the build of the application. */
import * as path from "node:path";
import { buildApps, type BuildOptions } from "../apps/build";
import type { Service } from "../apps/services";
import { version } from "../package.json";
import { digestOf } from "../setup/cache";
import type { Machine } from "../setup/machine";
import { ROOT } from "../setup/paths";

export interface MachineFacts {
    /** Docker tag of each image by name. */
    readonly images: Readonly<Record<string, string>>;
    /** Digest of the Ansible files: another one is a reason to run the playbooks again. */
    readonly ansibleDigest: string;
    /** Docker tag of each of the application's services. */
    readonly apps: Readonly<Record<Service, string>>;
}

/** Builds the application's images unless the engine has them, and gathers what the program needs. */
export async function machineFacts({ images }: Pick<Machine, "images">, options: Pick<BuildOptions, "signal" | "onLine"> = {}): Promise<MachineFacts> {
    const apps = await buildApps({ base: images["node-runtime"]!, version, ...options });
    return { images, ansibleDigest: await digestOf([path.join(ROOT, "ansible")]), apps };
}
