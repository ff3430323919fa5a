/** What `up` and `preview` do before the engine runs the program. */
import type { Stack } from "@pulumi/pulumi/automation";
import { environment as declare } from "../infra/environment";
import { machineFacts } from "../infra/facts";
import type { EnvironmentPlan } from "../infra/plan";
import type { Machine } from "../setup/machine";
import { requireFreeAddresses } from "./addresses-in-use";
import { updateEnvironment, type EnvironmentRecord } from "./record";
import { requireRoom } from "./room";
import { setUp } from "./set-up";
import { readPlan, requireSameNetwork } from "./specification";
import { openStack } from "./stack";
import { requireWholeStore } from "./stored";
import type { Context } from "./verb";

export interface Prepared {
    readonly plan: EnvironmentPlan;
    readonly machine: Machine;
    readonly stack: Stack;
}

/** Sets up the machine, builds the application's images and opens the stack, whose kind of plugins is kept. */
export async function prepare(record: EnvironmentRecord, { progress, signal }: Context): Promise<Prepared> {
    const plan = await readPlan(record);
    await requireSameNetwork(record);
    requireWholeStore(record.name);
    await requireRoom();
    const machine = await setUp(progress, record.pluginKind);
    signal.throwIfAborted();
    await requireFreeAddresses(record.name, record.network); // now that the engine runs, it says which networks it has
    await updateEnvironment(record, { pluginKind: machine.pluginKind });
    const facts = progress.step("Images of the application", (step) => machineFacts(machine, { signal, onLine: step.status }));
    const [stack] = await Promise.all([openStack({ name: plan.name, machine, program: async () => declare(plan, await facts) }), facts]);
    return { plan, machine, stack };
}
