/** `plateau down` on the target aws: destroys what the state knows, then asks the account what is left. */
import * as fs from "node:fs/promises";
import { setUpPulumi } from "../../setup/machine";
import { environmentDir } from "../../setup/paths";
import { UserError } from "../errors";
import { seconds } from "../progress";
import { changeState } from "../provision";
import type { EnvironmentRecord } from "../record";
import { openStack, PARALLEL } from "../stack";
import { readCheckpoint, stateFile } from "../stored";
import { forgetPending } from "../take-over";
import type { Context, VerbOptions } from "../verb";
import { requireAccount } from "./account";
import { explainOnAws } from "./faults";
import { liftProtection } from "./protection";
import { requireMakingPlugin } from "./requirements";
import { findLeftovers } from "./search";

/** Neither the specification nor any image is needed: the state says what there is. */
export async function downOnAws({ name, pluginKind, regions = [] }: EnvironmentRecord, { json }: VerbOptions, context: Context): Promise<number> {
    const { progress, print } = context;
    const since = Date.now();
    const account = await progress.step("Asking AWS who this is", requireAccount);
    const { resources = [], pending_operations: pending = [] } = readCheckpoint(stateFile(name));
    if (resources.length > 0) {
        const machine = await setUpPulumi(progress, "aws", pluginKind);
        requireMakingPlugin(machine);
        const stack = await openStack({ name, machine });
        if (pending.length > 0) await forgetPending(stack);
        await progress.step("Lifting the protection of databases", () => liftProtection(name, regions));
        await changeState(name, `Destroying ${name}`, context, (options) => stack.destroy({ ...options, parallel: PARALLEL })).catch((error: unknown) => explainOnAws(name, error));
    }
    const found = await progress.step(`Looking for what is left in ${regions.length} region(s)`, () => findLeftovers(name, regions));
    const left = found.filter(({ environment }) => environment === name).map(({ region, type, id }) => `${region} ${type} ${id}`);
    if (json) print(JSON.stringify({ environment: name, account, regions, left }, null, 4));
    // The record stays until the account is empty: it knows the regions.
    if (left.length > 0) throw new UserError("LEFT_BEHIND", `${left.length} thing(s) of "${name}" are left in the account ${account}.`, left.join("\n"));
    await fs.rm(environmentDir(name), { recursive: true, force: true });
    if (!json) print(`${name} is down after ${seconds(Date.now() - since)}; nothing of it is left in the account ${account} (${regions.join(", ") || "nothing was ever made"}).`);
    return 0;
}
