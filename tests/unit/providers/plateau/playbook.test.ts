import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import type { Context } from "../../../../providers/kit/types";
import { playbook } from "../../../../providers/plateau/playbook";

const INPUTS = {
    playbook: "ansible/servers.yml",
    digest: "0123",
    inventory: { bastion: { bastion: { address: "10.64.1.10" } }, databases: { "db-1": { address: "10.64.3.41" } } },
    connection: { user: "ansible", privateKey: "KEY", knownHosts: "", bastionHost: "127.0.0.1", bastionPort: 22000 },
    variables: { password: "hunter2" },
};
const STATE = { ...INPUTS, results: { kubeconfig: "before" } };

let work: string;
let said: string[];
let context: Context;
const before = { ...process.env };

beforeEach(async () => {
    work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-playbook-"));
    said = [];
    context = {
        name: "configuration",
        signal: new AbortController().signal,
        status: (text: string) => said.push(text),
        log: (_severity: string, text: string) => said.push(text),
    } as unknown as Context;
    Object.assign(process.env, { PATH: `${work}:${before["PATH"]}`, PLATEAU_ROOT: work });
    await fs.mkdir(path.join(work, "ansible"));
});

afterEach(async () => {
    process.env = { ...before };
    await fs.rm(work, { recursive: true });
});

/** Stands for Ansible: notes how it was called, prints events, ends with a status. */
async function ansible(status: number, ...events: object[]): Promise<void> {
    const lines = events.map((event) => `echo '${JSON.stringify(event)}'`);
    const script = ["#!/bin/sh", `printf '%s\\n' "$@" >${work}/arguments`, ...lines, `exit ${status}`];
    await fs.writeFile(path.join(work, "ansible-playbook"), script.join("\n"), { mode: 0o755 });
}

const stats = (changed: number) => ({ event: "stats", hosts: { bastion: { changed: 0 }, "db-1": { changed } }, custom: { kubeconfig: "after" } });

test("a playbook that is run gives what it published, shows its tasks, and passes no secret as an argument", async () => {
    await ansible(0, { event: "task", name: "Install the configuration" }, stats(3));
    const { outputs } = await playbook.create(INPUTS, context);
    expect(outputs).toEqual({ ...INPUTS, results: { kubeconfig: "after" } });
    expect(said).toEqual(["Install the configuration"]);
    const called = await fs.readFile(path.join(work, "arguments"), "utf8");
    expect(called).not.toMatch(/hunter2|KEY|--check/);
});

test("a playbook that fails names the server and the task", async () => {
    await ansible(2, { event: "failed", host: "db-1", task: "Start PostgreSQL", message: "no space left" });
    await expect(playbook.create(INPUTS, context)).rejects.toThrow("ansible/servers.yml failed.\ndb-1: Start PostgreSQL: no space left");
});

test("a refresh runs it in check mode; where nothing would change, the state stays", async () => {
    await ansible(0, stats(0));
    expect(await playbook.read!("id", context, STATE, INPUTS)).toEqual({ outputs: STATE, inputs: INPUTS });
    expect(await fs.readFile(path.join(work, "arguments"), "utf8")).toContain("--check");
});

test("what check mode would change is drift, and the next update runs the playbook", async () => {
    await ansible(0, stats(1));
    const live = await playbook.read!("id", context, STATE, INPUTS);
    expect(live).toMatchObject({ inputs: { digest: "drifted" }, outputs: { digest: "drifted", results: { kubeconfig: "before" } } });
    expect(said).toEqual(["db-1 differ from what ansible/servers.yml describes."]);
});

test("a server that cannot be asked is no longer as described", async () => {
    await ansible(4, { event: "failed", host: "db-1", task: "Gathering Facts", message: "unreachable" });
    expect(await playbook.read!("id", context, STATE, INPUTS)).toMatchObject({ inputs: { digest: "drifted" } });
    expect(said[0]).toMatch(/could not be checked.*db-1: Gathering Facts: unreachable/s);
});
