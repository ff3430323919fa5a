/** What an `up` that was killed has left is taken over; nothing that the state knows, and nothing of another's, is touched. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { stateDir, stateFile } from "../../../cli/stored";
import type { TerminalProgress } from "../../../cli/progress";
import { releaseState, takeOver } from "../../../cli/take-over";
import { planEnvironment } from "../../../infra/plan";
import { parseSpecification } from "../../../infra/specification";
import { SILENT } from "../../../setup/progress";
import { FakeMachine, STATE } from "./fake-machine";

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

let refreshed: string[];
beforeEach(() => (refreshed = []));

const plan = planEnvironment("demo", parseSpecification({}));
const takeOverDemo = (of: Stack | undefined = stack) => takeOver({ plan, stack: of! }, { progress: SILENT as TerminalProgress, signal: new AbortController().signal });

/** A stack whose deployment is its state file. */
const stack = {
    refresh: async ({ target }: { target: string[] }) => void refreshed.push(...target),
    exportStack: async () => ({ version: 3, deployment: latest() }),
    importStack: async ({ deployment }: { deployment: object }) => state(deployment),
} as unknown as Stack;

const state = (latest: object) => void machine.stored("demo", STATE("demo"), JSON.stringify({ version: 3, checkpoint: { stack: "demo", latest } }));
const resource = (kind: "container" | "network" | "volume", id: string) => ({ urn: `urn:pulumi:${kind}-${id}`, type: `docker:index/${kind}:${kind[0]!.toUpperCase()}${kind.slice(1)}`, id });
const latest = () => JSON.parse(readFileSync(stateFile("demo"), "utf8")).checkpoint.latest as object;
const objects = (env: string) => readdirSync(path.join(machine.home, "docker", "objects", env));

test("servers and networks that the state does not know are removed, volumes never", async () => {
    for (const id of ["known", "unknown"]) {
        machine.object("demo", "container", id);
        machine.network(id, `plateau-demo-${id}`, "10.100.1.0/24", "demo");
        machine.object("demo", "volume", id);
    }
    machine.object("demo2", "container", "foreign");
    state({ resources: [resource("container", "known"), resource("network", "known")] });
    await takeOverDemo();
    expect(refreshed).toEqual([]);
    expect(objects("demo").sort()).toEqual(["container-known", "network-known", "volume-known", "volume-unknown"]);
    expect(objects("demo2")).toEqual(["container-foreign"]);
});

test("of what the state knows and the engine no longer has, the state is told, and of nothing else", async () => {
    machine.object("demo", "container", "there");
    state({ resources: [resource("container", "there"), resource("container", "gone"), resource("network", "gone"), resource("volume", "gone"), { urn: "urn:pulumi:key", type: "plateau:index:Password", id: "key" }] });
    expect(await takeOverDemo()).toEqual([]);
    expect(refreshed).toEqual(["urn:pulumi:container-gone", "urn:pulumi:network-gone", "urn:pulumi:volume-gone"]);
    expect(objects("demo")).toEqual(["container-there"]);
});

test("of what is gone, the servers are named", async () => {
    const known = (id: string, name: string) => ({ ...resource("container", id), outputs: { name } });
    machine.object("demo", "container", "there");
    state({ resources: [known("there", "plateau-demo-db-1"), known("gone", "plateau-demo-worker-2"), known("other", "plateau-demo-worker-22")] });
    expect(await takeOverDemo()).toEqual(["worker-2"]);
});

test("operations that the engine was at are forgotten, the resources are not", async () => {
    const resources = [{ urn: "urn:pulumi:a", id: "a" }];
    state({ resources, pending_operations: [{ type: "creating", resource: { urn: "urn:pulumi:b" } }] });
    await takeOverDemo();
    expect(latest()).toEqual({ resources, pending_operations: [] });
});

test("what was made and not yet looked at is made anew, unless something has been made of it", async () => {
    const initErrors = ["context canceled"];
    for (const id of ["half", "used"]) machine.network(id, `plateau-demo-${id}`, "10.100.1.0/24", "demo");
    machine.object("demo", "volume", "half");
    const used = { ...resource("network", "used"), initErrors };
    const server = { ...resource("container", "server"), dependencies: [used.urn] };
    machine.object("demo", "container", "server");
    const cluster = { urn: "urn:pulumi:deployment", type: "kubernetes:apps/v1:Deployment", id: "a/b", initErrors };
    state({ resources: [{ ...resource("network", "half"), initErrors }, { ...resource("volume", "half"), initErrors }, used, server, cluster] });
    await takeOverDemo();
    expect(refreshed).toEqual([]);
    expect(objects("demo").sort()).toEqual(["container-server", "network-used", "volume-half"]);
    expect(latest()).toEqual({ resources: [used, server, cluster], pending_operations: [] });
});

test("an environment of which there is no state yet has nothing to take over but what carries its label", async () => {
    machine.object("demo", "container", "unknown");
    expect(await takeOverDemo()).toEqual([]);
    expect(objects("demo")).toEqual([]);
});

test.each([
    ["of a process that is dead", { pid: 4_194_305, hostname: os.hostname() }, false],
    ["that was cut off", "{", false],
    ["of a living process", { pid: process.pid, hostname: os.hostname() }, true],
    ["of another machine", { pid: 4_194_305, hostname: "elsewhere" }, true],
])("a lock of the state %s: kept %s", async (_whose, content, kept) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const file = machine.stored("demo", "state/.pulumi/locks/organization/plateau/demo/0b0e.json", text);
    await releaseState(stateDir("demo"));
    expect(existsSync(file)).toBe(kept);
    expect(existsSync(stateDir("demo"))).toBe(true);
});
