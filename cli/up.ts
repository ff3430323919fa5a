import * as fs from "node:fs/promises";
import { environmentDir } from "../setup/paths";
import { explainOnAws } from "./aws/faults";
import { openEnvironment } from "./environment";
import { holding } from "./holding";
import { findEnvironment, type EnvironmentRecord } from "./record";
import { readPlan } from "./specification";
import { requireFreePorts } from "./ports";
import { prepare, type Prepared } from "./prepare";
import { profileOption, withProfile } from "./profile/option";
import { seconds } from "./progress";
import { changeState } from "./provision";
import { withRefresh } from "./refresh";
import { awaitWhole, bringBack } from "./recovery";
import { requireMemory } from "./room";
import { PARALLEL, upWithoutQuestions } from "./stack";
import { summaryOf } from "./summary";
import { takeOver } from "./take-over";
import { withTarget } from "./target";
import type { Context, Verb } from "./verb";
import { policiesOfUp } from "./violations";

/** `plateau up`: safe to run again after any interruption; a second run without a change changes nothing. */
export const up: Verb = {
    name: "up",
    summary: "set up what is missing on this machine, then provision the environment",
    details:
        "Can be run again after any interruption: it takes over what is there. A second run without a change changes nothing.\n" +
        "The first run on a machine builds its tools and images, which takes its time; they are kept for every environment.",
    options: (command) =>
        profileOption(withTarget(withRefresh(command))).option("--yes", "make what costs money without asking", false),
    run: withProfile(async ({ env, json, refresh, target, yes }, context, opened) => {
        const since = Date.now();
        const existed = (await findEnvironment(env)) !== undefined;
        const record = await openEnvironment(env, target);
        return holding(env, "up", async () => {
            const inCloud = record.target === "aws";
            const preparing = inCloud ? readyInCloud(record, Boolean(yes), context) : ready(record, context);
            const prepared = await preparing.catch(async (error: unknown) => {
                // Nothing is kept of an environment that never was: the next try may choose another network.
                if (!existed) await fs.rm(environmentDir(env), { recursive: true, force: true });
                throw error;
            });
            const { plan, stack } = prepared;
            opened(stack);
            const remade = existed && !inCloud ? await takeOver(prepared, context) : [];
            const restarted = existed && !inCloud ? await bringBack(prepared, remade, context) : [];
            let changes: Readonly<Record<string, number>> = {};
            await changeState(env, `Provisioning ${env}`, context, ({ onEvent, ...options }) =>
                upWithoutQuestions(stack, {
                    ...options,
                    ...policiesOfUp(record.target, env),
                    parallel: PARALLEL,
                    refresh: Boolean(refresh),
                    onEvent: (event) => {
                        changes = event.summaryEvent?.resourceChanges ?? changes;
                        onEvent(event);
                    },
                }),
            ).catch((error: unknown) => (inCloud ? explainOnAws(env, error) : Promise.reject(error)));
            if (remade.length > 0) await awaitWhole(prepared, context.progress);
            const { addresses, text } = summaryOf(plan);
            const sentence = `${env} is up after ${seconds(Date.now() - since)} (${counted(changes)}).`;
            const again = restarted.length > 0 ? `\nRestarted, with all that they had: ${restarted.join(", ")}.` : "";
            context.print(json ? JSON.stringify({ environment: env, changes, restarted, addresses }, null, 4) : `\n${sentence}${again}\n${text}`);
            return 0;
        });
    }),
};

/** Looks at everything that could refuse an environment before anything of it is there, and sets up the machine. */
async function ready(record: EnvironmentRecord, context: Context): Promise<Prepared> {
    await requireFreePorts(await readPlan(record));
    await requireMemory(record.name, context.progress);
    return prepare(record, context);
}

/** Loaded on demand: the SDK of a cloud takes time, which an environment elsewhere need not wait for. */
async function readyInCloud(record: EnvironmentRecord, yes: boolean, context: Context): Promise<Prepared> {
    return (await import("./aws/up")).readyOnAws(record, yes, context);
}

function counted(changes: Readonly<Record<string, number>>): string {
    const changed = Object.entries(changes).filter(([operation]) => operation !== "same");
    return changed.map(([operation, count]) => `${count} ${operation}`).join(", ") || "nothing to change";
}
