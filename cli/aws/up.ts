/** `plateau up` on the target aws: everything that can be refused is, before anything costs anything. */
import { costOf } from "../../cost/environment";
import { environment as declare } from "../../infra/environment";
import { machineFacts } from "../../infra/facts";
import { setUpPulumi } from "../../setup/machine";
import type { Prepared } from "../prepare";
import { updateEnvironment, type EnvironmentRecord } from "../record";
import { setUp } from "../set-up";
import { readPlan, readSettings, requireSameNetwork } from "../specification";
import { openStack } from "../stack";
import { readCheckpoint, requireWholeStore, stateFile } from "../stored";
import { forgetPending } from "../take-over";
import type { Context } from "../verb";
import { confirmCost } from "./confirm";
import { requireAccountAndRegion, requireMakingPlugin, requireSpecified } from "./requirements";

/** @param yes the cost has been confirmed on the command line */
export async function readyOnAws(record: EnvironmentRecord, yes: boolean, { progress, signal }: Context): Promise<Prepared> {
    const plan = await readPlan(record);
    requireSpecified(plan);
    await requireSameNetwork(record);
    requireWholeStore(record.name);
    await progress.step("Asking AWS who this is", () => requireAccountAndRegion(plan));
    requireMakingPlugin(await setUpPulumi(progress, "aws", record.pluginKind));
    const checkpoint = readCheckpoint(stateFile(record.name));
    if (!yes && !checkpoint.resources?.length) {
        const { sentence } = await progress.step("Estimating its cost", async () => costOf(record.name, await readSettings(record.name)));
        await confirmCost(sentence, signal);
    }
    const machine = await setUp(progress, record.pluginKind, "aws");
    signal.throwIfAborted();
    // Before anything is there: `aws leftovers` looks into every region that ever had something.
    const { region } = plan.specification.aws;
    await updateEnvironment(record, { pluginKind: machine.pluginKind, regions: [...new Set([...(record.regions ?? []), region])] });
    const facts = await progress.step("Images of the application", (step) => machineFacts(machine, { signal, onLine: step.status }));
    const stack = await openStack({ name: record.name, machine, program: () => declare(plan, facts) });
    if (checkpoint.pending_operations?.length) await forgetPending(stack);
    return { plan, machine, stack };
}
