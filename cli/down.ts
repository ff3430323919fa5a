import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import { engineIsInstalled, ensureEngine } from "../setup/engine";
import { environmentDir } from "../setup/paths";
import { beforeRemoval, certify } from "./emptiness/certify";
import { UserError } from "./errors";
import { holding } from "./holding";
import { seconds } from "./progress";
import { findEnvironment } from "./record";
import { removeOwned } from "./removal";
import type { Verb } from "./verb";

/** `plateau down`: needs nothing of the environment to be healthy, and proves at the end that nothing is left. */
export const down: Verb = {
    name: "down",
    summary: "destroy the environment, then prove that nothing of it is left",
    details:
        "Succeeds when there is nothing to destroy. Works on an environment that is half made or broken: what it has on this\n" +
        "machine is found by its label, whatever the state says.\n" +
        "Fails when a container, network, volume, mount, process or file of the environment is left, and names it.\n" +
        "Compares the machine with its inventory from before the first up, and keeps the difference as a certificate.\n" +
        "On the target aws, destroys what the state knows and then asks the account, in every region that was used.",
    async run(options, context) {
        const { env, json } = options;
        const { progress, print } = context;
        const since = Date.now();
        const record = await findEnvironment(env).catch(() => undefined); // what its label finds needs no record
        if (record?.target === "aws") return holding(env, "down", async () => (await import("./aws/down")).downOnAws(record, options, context)); // its SDK takes time to load
        const exists = existsSync(environmentDir(env));
        // What an engine that does not run has on its disk would come back with it.
        if (exists || engineIsInstalled()) await progress.step("Container engine", ensureEngine);
        const remove = async () => {
            await beforeRemoval(env, progress);
            await progress.step(`Removing ${env}`, () => removeOwned(env));
        };
        if (exists) {
            await holding(env, "down", async () => {
                await remove();
                // Last: until all else is gone, the next run has to know that there was an environment.
                await fs.rm(environmentDir(env), { recursive: true, force: true });
            });
        } else {
            await remove();
        }
        const { left, summary, page } = await progress.step("Looking for what is left", () => certify(env, progress));
        if (json) print(JSON.stringify({ environment: env, left, certificate: page }, null, 4));
        if (left.length > 0) throw new UserError("LEFT_BEHIND", `${left.length} thing(s) of "${env}" are left.`, [...left, ...(page ? [page] : [])].join("\n"));
        if (!json) print([`${env} is down after ${seconds(Date.now() - since)}; nothing of it is left.`, summary, ...(page ? [page] : [])].join("\n"));
        return 0;
    },
};
