/** The ways into an environment, held open for several tests. */
import type { Stack } from "@pulumi/pulumi/automation";
import { withAccess } from "../../cli/access";
import { requireEnvironment } from "../../cli/environment";
import { readPlan } from "../../cli/specification";
import { openStack } from "../../cli/stack";
import { machineFacts } from "../../infra/facts";
import type { LabAccess } from "../../referential/lab/connect";
import { setUpMachine } from "../../setup/machine";
import { SILENT } from "../../setup/progress";

export interface OpenAccess {
    readonly access: LabAccess;
    readonly stack: Stack;
    /** The images of this machine's set-up: the environment's, and those of its registry. */
    readonly images: readonly string[];
    close(): Promise<void>;
}

export async function openAccess(env: string): Promise<OpenAccess> {
    const record = await requireEnvironment(env);
    const plan = await readPlan(record);
    const machine = await setUpMachine(SILENT, record.pluginKind);
    const { images: own, apps } = await machineFacts(machine);
    const images = [...Object.values(own), ...Object.values(apps)];
    const stack = await openStack({ name: plan.name, machine });
    let done!: () => void;
    const asLongAs = new Promise<void>((resolve) => (done = resolve));
    return new Promise((resolve, reject) => {
        const held = withAccess(stack, plan, machine, async (access) => {
            resolve({ access, stack, images, close: () => (done(), held) });
            await asLongAs;
        });
        held.catch(reject);
    });
}
