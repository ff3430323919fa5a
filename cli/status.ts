import type { EnvironmentPlan } from "../infra/plan";
import { requireRecord, type EnvironmentRecord } from "./record";
import { findEngine } from "../setup/engine";
import { readPlan } from "./specification";
import { containerName, memoryOf, serverStates, type ServerState } from "./servers";
import { readCheckpoint, stateFile } from "./stored";
import { summaryOf } from "./summary";
import type { Context, Verb } from "./verb";

interface ServerStatus {
    readonly name: string;
    readonly role: string;
    readonly addresses: object;
    /** What the container engine says: "running", "exited", …, or "absent"; "stopped" where it does not run itself. */
    readonly state: string;
    readonly memoryMiB: number;
}

/** `plateau status`: servers, addresses and memory of an environment as they are now. */
export const status: Verb = {
    name: "status",
    summary: "show the environment's servers, addresses and memory",
    details: "Changes nothing. Ends with status 1 when a server of the environment does not run. Of an environment on AWS it shows what this machine knows.",
    async run({ env, json }, { print }) {
        const record = await requireRecord(env);
        const plan = await readPlan(record);
        if (record.target === "aws") return statusInCloud(record, plan, json, print);
        const engine = await findEngine();
        const states = engine ? await serverStates(env) : new Map<string, ServerState>();
        const memory = await memoryOf([...states].filter(([, { state }]) => state === "running").map(([name]) => name));
        const servers: ServerStatus[] = plan.servers.map(({ name, role, addresses }) => {
            const container = containerName(env, name);
            return { name, role, addresses, state: states.get(container)?.state ?? (engine ? "absent" : "stopped"), memoryMiB: memory.get(container) ?? 0 };
        });
        const state = servers.every((s) => s.state === "running") ? "running" : "degraded";
        const memoryMiB = Math.round(servers.reduce((sum, s) => sum + s.memoryMiB, 0));
        const { addresses, text } = summaryOf(plan);
        if (json) {
            print(JSON.stringify({ environment: env, target: record.target, state, since: record.createdAt, servers, addresses, memoryMiB }, null, 4));
        } else {
            print(`${env}: ${state} since ${record.createdAt}, ${memoryMiB} MiB\n`);
            for (const s of servers) {
                print(`  ${s.name.padEnd(10)}  ${s.state.padEnd(8)}  ${String(Math.round(s.memoryMiB)).padStart(5)} MiB  ${Object.values(s.addresses).join(" ")}`);
            }
            print(`\n${text}`);
            if (state !== "running") print('\n"./plateau up" brings it back.');
        }
        return state === "running" ? 0 : 1;
    },
};

/** What this machine knows of an environment in a cloud; the cloud itself is not asked. */
function statusInCloud({ name, target, createdAt, regions = [] }: EnvironmentRecord, plan: EnvironmentPlan, json: boolean, print: Context["print"]): number {
    const resources = readCheckpoint(stateFile(name)).resources ?? [];
    const { expiry } = plan.specification;
    const { addresses, text } = summaryOf(plan);
    const state = resources.length > 0 ? "provisioned" : "empty";
    if (json) print(JSON.stringify({ environment: name, target, state, since: createdAt, expiry, regions, resources: resources.length, addresses }, null, 4));
    else print(`${name}: ${resources.length} resources on ${target} (${regions.join(", ") || "nothing made yet"}) since ${createdAt}${expiry ? `, needed until ${expiry}` : ""}\n\n${text}\n\n"./plateau aws leftovers --env ${name}" asks the account itself.`);
    return 0;
}
