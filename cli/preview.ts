import * as fs from "node:fs/promises";
import { costOf, type CostOf } from "../cost/environment";
import { environmentDir } from "../setup/paths";
import { openEnvironment } from "./environment";
import { holding } from "./holding";
import { planningReport, planStack, type Planning } from "./planning";
import { prepare } from "./prepare";
import { findEnvironment, type EnvironmentRecord } from "./record";
import { withRefresh } from "./refresh";
import { planFromScratch } from "./scratch";
import { readSettings } from "./specification";
import { targetOf, withTarget } from "./target";
import type { Context, Verb } from "./verb";

/** `plateau preview`: what `up` would do, resource by resource, without doing it. */
export const preview: Verb = {
    name: "preview",
    summary: "show what up would change, without changing it",
    details:
        "Sets up what is missing on this machine, then asks the engine; an environment that does not exist yet is left so.\n" +
        "With --target aws, shows what the same environment would be in the public cloud and what it would cost: needs no account.\n" +
        "Ends with status 1 when a policy is violated.",
    options: (command) => withTarget(withRefresh(command)),
    async run({ env, json, refresh, target: asked }, context) {
        const record = await findEnvironment(env);
        const elsewhere = asked === "aws" && record?.target !== "aws"; // whatever the environment of that name is now
        const target = elsewhere ? "aws" : await targetOf(env, record, asked);
        const scratch = target === "aws" && record?.target !== "aws";
        const planning = scratch ? await planFromScratch(env, target, context) : await planExisting(env, record, Boolean(refresh), context);
        const cost = target === "aws" ? await context.progress.step("Estimating its cost", async () => costOf(env, await readSettings(env))) : undefined;
        const { resources, violations } = planning;
        context.print(json ? JSON.stringify({ environment: env, target, resources, violations, ...(cost && { cost: cost.estimate }) }, null, 4) : report(env, planning, cost));
        return violations.length > 0 ? 1 : 0;
    },
};

function report(env: string, planning: Planning, cost: CostOf | undefined): string {
    return [planningReport(env, planning), ...(cost ? [cost.sentence] : [])].join("\n");
}

/** On the environment's own stack; one that is made for it is removed. */
async function planExisting(env: string, known: EnvironmentRecord | undefined, refresh: boolean, context: Context): Promise<Planning> {
    const record = known ?? (await openEnvironment(env));
    return holding(env, "preview", async () => {
        try {
            const { stack } = await prepare(record, context);
            return await planStack(env, stack, refresh, context);
        } finally {
            if (!known) await fs.rm(environmentDir(env), { recursive: true, force: true });
        }
    });
}
