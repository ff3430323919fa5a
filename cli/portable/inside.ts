/** A running environment, opened for an export or an import. */
import type { Readable } from "node:stream";
import type { Stack } from "@pulumi/pulumi/automation";
import execa from "execa";
import type { EnvironmentPlan } from "../../infra/plan";
import type { Lab } from "../../referential/lab";
import { connect, type LabAccess } from "../../referential/lab/connect";
import { setUpMachine, type Machine } from "../../setup/machine";
import { CommandError } from "../../setup/run";
import { withAccess } from "../access";
import { requireEnvironment } from "../environment";
import { requireRunning } from "../servers";
import { readPlan } from "../specification";
import { openStack } from "../stack";
import type { Context } from "../verb";

export interface Inside {
    readonly plan: EnvironmentPlan;
    readonly machine: Machine;
    readonly stack: Stack;
    readonly access: LabAccess;
    readonly lab: Lab;
    readonly signal: AbortSignal;
}

/** @throws UserError where the environment does not exist, does not run or was never whole */
export async function inside<T>(env: string, { progress, signal }: Context, work: (inside: Inside) => Promise<T>): Promise<T> {
    const record = await requireEnvironment(env);
    const plan = await readPlan(record);
    const machine = await setUpMachine(progress, record.pluginKind, record.target);
    if (record.target === "local") await requireRunning(env);
    const stack = await openStack({ name: plan.name, machine });
    return withAccess(stack, plan, machine, async (access) => {
        const { lab, close } = await connect(access);
        return work({ plan, machine, stack, access, lab, signal }).finally(close);
    });
}

type Place = Pick<Inside, "access" | "signal">;

/**
 * Runs a command on a server and gives what it prints to `consume`, however much it is.
 * @param first the whole of its standard input
 */
export async function readFrom({ access, signal }: Place, server: string, command: string, first: string, consume: (output: Readable) => Promise<void>): Promise<void> {
    await settle(start(access, server, command, signal), signal, ({ stdin, stdout }) => {
        stdin!.on("error", () => undefined).end(first); // a command that does not read it says itself why it failed
        return consume(stdout!);
    });
}

/** Runs a command on a server and gives it what `produce` writes, however much it is. */
export async function writeTo({ access, signal }: Place, server: string, command: string, produce: (input: NodeJS.WritableStream) => Promise<void>): Promise<void> {
    await settle(start(access, server, command, signal), signal, ({ stdin, stdout }) => {
        stdout!.resume();
        return produce(stdin!);
    });
}

/** A connection of its own: a shared one would outlive the work. */
function start({ sshConfigFile }: LabAccess, server: string, command: string, signal: AbortSignal): execa.ExecaChildProcess {
    signal.throwIfAborted();
    const child = execa("ssh", ["-F", sshConfigFile, "-o", "ControlPath=none", server, "--", command], { buffer: false });
    const stop = () => void child.kill();
    signal.addEventListener("abort", stop, { once: true });
    void child.finally(() => signal.removeEventListener("abort", stop)).catch(() => undefined); // awaited by settle()
    return child;
}

/** Waits for both ends. A command that failed says why: its broken pipe says only that. */
async function settle(child: execa.ExecaChildProcess, signal: AbortSignal, work: (child: execa.ExecaChildProcess) => Promise<void>): Promise<void> {
    let said = "";
    child.stderr!.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4000)));
    const working = work(child).catch((error: unknown) => {
        child.kill(); // half of a stream is not to be taken for the whole
        throw error;
    });
    const [ended, worked] = await Promise.allSettled([child, working]);
    signal.throwIfAborted();
    const failure = ended.status === "rejected" ? (ended.reason as execa.ExecaError) : undefined;
    if (failure && !failure.killed) throw new CommandError("ssh", failure.exitCode, said || failure.shortMessage);
    if (worked.status === "rejected") throw worked.reason;
}
