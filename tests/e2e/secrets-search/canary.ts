/** A secret that is left in the clear on purpose, in one place of each kind: a search that does not find it finds nothing. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Lab } from "../../../referential/lab";
import { environmentDir } from "../../../setup/paths";
import { run } from "../../../setup/run";
import type { Secret } from "./forms";

export interface Canary extends Secret {
    /** Where it has to be found. */
    readonly places: readonly RegExp[];
    remove(): Promise<void>;
}

/** Name of the volume, the ConfigMap and the files. */
const NAME = "canary";

export async function plant(lab: Lab): Promise<Canary> {
    const value = randomBytes(24).toString("hex"); // no leading "-", which a program could take for an option
    const environment = lab.plan.environment.name;
    const file = path.join(environmentDir(environment), NAME);
    const volume = `plateau-${environment}-${NAME}`;
    const server = lab.servers[0]!.name;
    const process = spawn("sleep", ["600"], { argv0: `sleep ${value}`, stdio: "ignore", env: { PASSWORD: value } });
    await writeFile(file, JSON.stringify({ password: Buffer.from(`user:${value}`).toString("base64") }));
    await run("docker", ["volume", "create", "--label", `plateau.environment=${environment}`, "--label", `password=${value}`, volume]);
    await lab.kubectl(["create", "configmap", NAME, `--from-literal=url=postgres://user:${value}@db-1`]);
    // journald reads its socket in its own time: --sync waits until it has written what was sent.
    await lab.shell(server, `logger --tag ${NAME} '${value}' && sudo journalctl --sync && echo '${value}' | sudo tee /var/log/${NAME}.log`);
    return {
        name: NAME,
        value,
        places: [
            new RegExp(`^/proc/${process.pid}/cmdline$`),
            new RegExp(`^/proc/${process.pid}/environ$`),
            new RegExp(`^${file}$`),
            /^docker inspect \(volume\)$/,
            /^Kubernetes objects$/,
            new RegExp(`^${server}:/var/log/${NAME}.log$`),
            new RegExp(`^${server}:journal$`),
        ],
        async remove() {
            process.kill();
            await rm(file, { force: true });
            await run("docker", ["volume", "rm", volume]);
            await lab.kubectl(["delete", "configmap", NAME]);
            await lab.shell(server, `sudo rm /var/log/${NAME}.log`); // the journal keeps it until the server goes
        },
    };
}
