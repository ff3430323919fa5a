/** A plan of an environment that is not there, on a stack of its own that is gone afterwards: needs no account and makes nothing. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { UNMADE } from "../infra/declared/environment";
import { environment as declare } from "../infra/environment";
import { planEnvironment } from "../infra/plan";
import { setUpPulumi, type Pulumi } from "../setup/machine";
import type { Target } from "../setup/plugins";
import { planStack, type Planning } from "./planning";
import { readSpecification } from "./specification";
import { openStack } from "./stack";
import { storeIn, writePassphrase } from "./stored";
import type { Context } from "./verb";

export async function planFromScratch(env: string, target: Target, context: Context): Promise<Planning> {
    const plan = planEnvironment(env, await readSpecification(env, { target }));
    const machine: Pulumi = await setUpPulumi(context.progress, target);
    context.signal.throwIfAborted();
    const store = storeIn(await fs.mkdtemp(path.join(os.tmpdir(), "plateau-preview-"))); // readable by this user alone
    try {
        await writePassphrase(store);
        const stack = await openStack({ name: env, machine, store, program: () => declare(plan, UNMADE) });
        return await planStack(env, stack, false, context);
    } finally {
        await fs.rm(store.dir, { recursive: true, force: true });
    }
}
