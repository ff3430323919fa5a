/** `down` by label: nothing that an environment has stored has to be whole. */
import { existsSync, rmSync } from "node:fs";
import * as path from "node:path";
import { down } from "../../../cli/down";
import type { Context } from "../../../cli/verb";
import { ensureEngine } from "../../../setup/engine";
import { SetupError } from "../../../setup/errors";
import { environmentDir } from "../../../setup/paths";
import { SILENT } from "../../../setup/progress";
import { FakeMachine, faultOf, STATE } from "./fake-machine";

jest.mock("../../../setup/engine", () => ({ ...jest.requireActual<object>("../../../setup/engine"), ensureEngine: jest.fn() }));

jest.setTimeout(20_000); // what is left is waited for, a moment

/** Where the page is that says so. */
const CERTIFICATE = /\/reports\/demo\/[^/]+-down\/certificate\.html$/;

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    machine.environment("demo");
    for (const env of ["demo", "demo2"]) {
        machine.object(env, "container", `${env}-db-1`);
        machine.object(env, "volume", `${env}-data`);
        machine.network(`${env}-net`, `plateau-${env}-1-public`, "10.100.1.0/24", env);
    }
    jest.mocked(ensureEngine).mockReset().mockResolvedValue({ version: "20.10.24" });
});
afterEach(() => machine.remove());

async function takeDown(): Promise<unknown> {
    let document = "";
    const context = { progress: SILENT, signal: new AbortController().signal, print: (text: string) => void (document = text) };
    await down.run({ env: "demo", json: true, verbose: false, args: [] }, context as unknown as Context);
    return JSON.parse(document);
}

const objects = (env: string) => path.join(machine.home, "docker", "objects", env);

test.each([
    ["all of it whole", () => undefined],
    ["a damaged record", () => machine.stored("demo", "environment.json", "{")],
    ["a truncated state", () => machine.stored("demo", STATE("demo"), '{"version":3,')],
    ["a lost passphrase", () => rmSync(path.join(environmentDir("demo"), "passphrase"))],
])("%s: everything with its label goes, and nothing of another's", async (_what, spoil) => {
    spoil();
    expect(await takeDown()).toEqual({ environment: "demo", left: [], certificate: expect.stringMatching(CERTIFICATE) });
    expect(existsSync(environmentDir("demo"))).toBe(false);
    for (const file of ["container-demo-db-1", "volume-demo-data", "network-demo-net"]) {
        expect(existsSync(path.join(objects("demo"), file))).toBe(false);
        expect(existsSync(path.join(objects("demo2"), file.replace("demo", "demo2")))).toBe(true);
    }
});

test("a directory that an interrupted first run has left, without a record, goes too", async () => {
    rmSync(path.join(environmentDir("demo"), "environment.json"));
    expect(await takeDown()).toEqual({ environment: "demo", left: [], certificate: expect.stringMatching(CERTIFICATE) });
    expect(existsSync(environmentDir("demo"))).toBe(false);
});

test("an environment that never was is down", async () => {
    rmSync(environmentDir("demo"), { recursive: true });
    expect(await takeDown()).toEqual({ environment: "demo", left: [], certificate: expect.stringMatching(CERTIFICATE) });
});

test("what the engine keeps in spite of it is named, and so is nothing of another's", async () => {
    machine.docker("stubborn", "");
    const fault = await faultOf(takeDown);
    expect(fault).toMatchObject({ code: "LEFT_BEHIND", message: '1 thing(s) of "demo" are left.' });
    const [left, certificate] = (fault as unknown as { output: string }).output.split("\n");
    expect(left).toBe("container plateau-demo-db-1");
    expect(certificate).toMatch(CERTIFICATE);
});

test("without an engine nothing is forgotten: it could not be found by label either", async () => {
    jest.mocked(ensureEngine).mockRejectedValue(new SetupError("engine", "No container engine answers.", "Start it."));
    await expect(takeDown()).rejects.toThrow("No container engine answers.");
    expect(existsSync(path.join(environmentDir("demo"), "environment.json"))).toBe(true);
});
