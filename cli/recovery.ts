/** Brings servers back that a restart of the machine, or a fault, has stopped, with all that they had. */
import type { EnvironmentPlan } from "../infra/plan";
import type { Lab } from "../referential/lab";
import { connect, type Connection } from "../referential/lab/connect";
import { run } from "../setup/run";
import { withAccess } from "./access";
import { UserError } from "./errors";
import type { Prepared } from "./prepare";
import type { TerminalProgress } from "./progress";
import { containerName, serverStates, type ServerState } from "./servers";
import type { Context } from "./verb";

/** What an environment may take to be whole again, seconds. */
const LIMIT_SECONDS = 180;

/** A server that the container engine has started again less than this ago may not serve yet, milliseconds. */
const RECENT = 120_000;
/** Between a container's making and its first start, at most, milliseconds. */
const FIRST_START = 30_000;

/**
 * Starts what has stopped, and waits until all of it serves again.
 * @param remade servers that have yet to be made anew: nothing can be waited for before
 * @returns servers that run again: started now, or by the container engine a moment ago
 */
export async function bringBack(prepared: Prepared, remade: readonly string[], { progress }: Pick<Context, "progress">): Promise<string[]> {
    const restarted = await startAgain(prepared.plan, progress);
    if (restarted.length > 0 && remade.length === 0) {
        await awaitWhole(prepared, progress).catch((error: unknown) => {
            if (!(error instanceof UserError && error.code === "INCOMPLETE")) throw error; // what was never whole, the engine completes
        });
    }
    return restarted;
}

/** Waits until the environment does again what it did before its servers stopped. */
export async function awaitWhole({ plan, machine, stack }: Prepared, progress: TerminalProgress): Promise<void> {
    const since = new Date();
    await withAccess(stack, plan, machine, async (access) => {
        const connection = await connect(access);
        const work = progress.step("Waiting until all of it serves again", (step) => untilWhole(connection, since, step.status));
        await work.finally(() => connection.close());
    });
}

/** Starts the servers that do not run: their disks are as they were. Returns all that run again since a moment ago. */
async function startAgain({ name, servers }: EnvironmentPlan, progress: TerminalProgress): Promise<string[]> {
    const states = await serverStates(name);
    const known = servers.map((server) => ({ server: server.name, container: containerName(name, server.name), ...states.get(containerName(name, server.name)) }));
    const paused = known.filter(({ state }) => state === "paused");
    const ended = known.filter(({ state }) => state === "exited" || state === "created");
    const stopped = [...paused, ...ended];
    if (stopped.length > 0) {
        await progress.step(`Starting again: ${stopped.map(({ server }) => server).join(", ")}`, async () => {
            if (paused.length > 0) await run("docker", ["unpause", ...paused.map(({ container }) => container)]);
            if (ended.length > 0) await run("docker", ["start", ...ended.map(({ container }) => container)]);
        });
    }
    return known.filter((each) => stopped.includes(each) || wasRestarted(each)).map(({ server }) => server);
}

function wasRestarted({ startedAt, createdAt }: Partial<ServerState>): boolean {
    if (!startedAt || !createdAt) return false;
    return Date.now() - startedAt.getTime() < RECENT && startedAt.getTime() - createdAt.getTime() > FIRST_START;
}

async function untilWhole({ lab }: Connection, since: Date, status: (text: string) => void): Promise<void> {
    const questions = [(again: Lab) => nodes(again, since), workloads, standbys, pages];
    let missing = "";
    await lab
        .until("the environment", LIMIT_SECONDS, async (again) => {
            for (const question of questions) {
                missing = await question(again).catch((error: Error) => error.message);
                status(missing);
                if (missing) return undefined;
            }
            return true;
        })
        .catch(() => {
            throw new UserError("NOT_RECOVERED", `The servers run again, but after ${LIMIT_SECONDS} s the environment is not whole: ${missing}.`);
        });
}

/** Each kubelet has renewed its lease since: what Kubernetes says of its node is no memory. */
async function nodes(lab: Lab, since: Date): Promise<string> {
    const leases = await lab.table("leases", { node: ".metadata.name", renewed: ".spec.renewTime" }, "-n", "kube-node-lease");
    const silent = leases.filter(({ renewed }) => !renewed || new Date(renewed) < since).map(({ node }) => node);
    return silent.length > 0 ? `node ${silent.join(", ")} is silent` : "";
}

async function workloads(lab: Lab): Promise<string> {
    const columns = { namespace: ".metadata.namespace", name: ".metadata.name" };
    const replicas = { asked: ".spec.replicas", ready: ".status.readyReplicas" };
    const rows = [
        ...(await lab.table("deployments", { ...columns, ...replicas }, "--all-namespaces")),
        ...(await lab.table("statefulsets", { ...columns, ...replicas }, "--all-namespaces")),
        ...(await lab.table("daemonsets", { ...columns, asked: ".status.desiredNumberScheduled", ready: ".status.numberReady" }, "--all-namespaces")),
    ];
    const waiting = rows.filter(({ asked, ready = "0" }) => Number(ready) < Number(asked)).map(({ namespace, name }) => `${namespace}/${name}`);
    return waiting.length > 0 ? `${waiting.join(", ")} not ready` : "";
}

async function standbys(lab: Lab): Promise<string> {
    const [primary, ...standby] = lab.servers.filter(({ role }) => role === "database").map(({ name }) => name);
    if (!primary) return "";
    const streams = await lab.sql(primary, "postgres", "SELECT application_name FROM pg_stat_replication WHERE state = 'streaming'");
    return streams.length < standby.length ? `${standby.join(", ")} receives nothing` : "";
}

/** The way of every user: name, TLS, ingress, web, api, database. */
async function pages(lab: Lab): Promise<string> {
    const answers = await Promise.all(lab.stages.map(async (stage) => ({ stage, status: (await lab.https(lab.host(stage), "/")).status })));
    return answers.filter(({ status }) => status !== 200).map(({ stage, status }) => `${stage} answers ${status}`).join(", ");
}
