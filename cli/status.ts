import { requireRecord } from "./record";
import { findEngine } from "../setup/engine";
import { readPlan } from "./specification";
import { containerName, memoryOf, serverStates, type ServerState } from "./servers";
import { summaryOf } from "./summary";
import type { Verb } from "./verb";

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
    details: "Changes nothing. Ends with status 1 when a server of the environment does not run.",
    async run({ env, json }, { print }) {
        const record = await requireRecord(env);
        const plan = await readPlan(record);
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
