/** What an environment has stored and something has spoilt: told in a sentence, and never in the way of the others. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { openEnvironment, requireEnvironment } from "../../../cli/environment";
import { holding } from "../../../cli/holding";
import { list } from "../../../cli/list";
import { findEnvironment, updateEnvironment } from "../../../cli/record";
import { status } from "../../../cli/status";
import { passphraseFile, requireWholeStore, stateFile } from "../../../cli/stored";
import type { Context, VerbOptions } from "../../../cli/verb";
import { version } from "../../../package.json";
import { faultOf, FakeMachine, STATE } from "./fake-machine";

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    machine.environment("demo");
});
afterEach(() => machine.remove());

const options = (json = false): VerbOptions => ({ env: "demo", json, verbose: false, args: [] });

/** What a verb prints. */
async function printed(verb: typeof list, json = false): Promise<string> {
    const lines: string[] = [];
    await verb.run(options(json), { print: (text: string) => void lines.push(text) } as unknown as Context);
    return lines.join("\n");
}

test("what is whole is in nobody's way", async () => {
    expect(await requireEnvironment("demo")).toMatchObject({ name: "demo", network: "10.100.0.0/16" });
    requireWholeStore("demo");
});

describe("the record", () => {
    test.each([
        ['{"name": "dem', /environment\.json is not JSON\.$/],
        ["", /environment\.json is empty\.$/],
        ["null", /environment\.json has no target\.$/],
        ['{"name": "demo", "target": "local"}', /environment\.json has no network\.$/],
        ['{"name": "other", "target": "local", "network": "10.64.0.0/16", "createdAt": "2026"}', /environment\.json is that of "other"\.$/],
    ])("%s is a fault that names its file", async (text, end) => {
        machine.stored("demo", "environment.json", text);
        for (const work of [() => requireEnvironment("demo"), () => openEnvironment("demo")]) {
            expect(await faultOf(work)).toMatchObject({ code: "RECORD_DAMAGED", exitStatus: 1, message: expect.stringMatching(end) });
        }
    });

    test("list has the others, and says of that one how to be rid of it", async () => {
        machine.environment("other");
        machine.stored("demo", "environment.json", "{");
        expect(await printed(list)).toMatch(/^other .*\ndemo .* is not JSON\. "\.\/plateau down --env demo" removes it\.$/);
        expect(JSON.parse(await printed(list, true))).toEqual({ environments: [expect.objectContaining({ name: "other" })], damaged: ["demo"] });
    });
});

describe("the state", () => {
    const spoil = (text: string) => machine.stored("demo", STATE("demo"), text);

    test.each([
        ["", "is empty."],
        ['{"version":3,"checkpoint":{"sta', "is not JSON (31 bytes)."],
        ['{"version":3}', "has no checkpoint in it."],
    ])("%s is a fault, and its backup is offered", async (text, end) => {
        const file = spoil(text);
        const fault = await faultOf(() => requireEnvironment("demo"));
        expect(fault).toMatchObject({ code: "STATE_DAMAGED", exitStatus: 1, message: `The state of environment "demo" is damaged: ${file} ${end}` });
        expect(fault.remedy).toContain(`cp '${file}.bak' '${file}'`);
        expect(readFileSync(file, "utf8")).toBe(text); // nothing is put back behind the user's back
    });

    test("without a whole backup, none is offered", async () => {
        spoil("");
        machine.stored("demo", `${STATE("demo")}.bak`, "{");
        const fault = await faultOf(() => requireEnvironment("demo"));
        expect(fault.message).toMatch(/is empty, and there is no whole backup beside it\.$/);
        expect(fault.remedy).not.toContain("cp ");
    });

    test("one that is gone is told from one that never was, and from that of a stack that was removed", async () => {
        rmSync(stateFile("demo"));
        expect((await faultOf(() => requireEnvironment("demo"))).message).toMatch(/is missing\.$/);
        machine.stored("demo", `${STATE("demo")}.bak`, '{"version":3,"checkpoint":{"latest":{}}}');
        await requireEnvironment("demo");
        rmSync(`${stateFile("demo")}.bak`);
        await requireEnvironment("demo");
    });
});

test("the passphrase is lost when its file is missing or empty", async () => {
    writeFileSync(passphraseFile("demo"), "\n");
    expect(await faultOf(() => requireEnvironment("demo"))).toMatchObject({ code: "PASSPHRASE_LOST", exitStatus: 1, message: expect.stringMatching(/passphrase is empty\.$/) });
    rmSync(passphraseFile("demo"));
    expect((await faultOf(() => requireEnvironment("demo"))).message).toMatch(/passphrase is missing\.$/);
});

test("status asks for neither state nor passphrase", async () => {
    rmSync(passphraseFile("demo"));
    machine.stored("demo", STATE("demo"), "");
    expect(await printed(status)).toContain("demo: degraded since");
});

describe("another version", () => {
    test("a later one is refused, and changes nothing of the record; list and status work", async () => {
        machine.environment("demo", { version: "99.1.0" });
        const fault = await faultOf(() => openEnvironment("demo"));
        expect(fault).toMatchObject({ code: "OTHER_VERSION", exitStatus: 1, message: `Environment "demo" was last changed by Plateau 99.1.0; this is the older ${version}.` });
        expect((await findEnvironment("demo"))?.version).toBe("99.1.0");
        expect(await printed(list)).toContain("demo");
        expect(await printed(status)).toContain("demo: degraded");
    });

    test.each([undefined, "0.0.9", version])("%s goes on; up writes down this one before it begins, preview does not", async (recorded) => {
        machine.environment("demo", { version: recorded });
        const record = await openEnvironment("demo");
        await holding("demo", "preview", async () => expect((await findEnvironment("demo"))?.version).toBe(recorded));
        await holding("demo", "up", async () => expect((await findEnvironment("demo"))?.version).toBe(version));
        // What is changed later, from the record as it was read before, does not undo that.
        expect(await updateEnvironment(record, { pluginKind: "official" })).toMatchObject({ version, pluginKind: "official" });
        expect(await findEnvironment("demo")).toMatchObject({ version, pluginKind: "official" });
    });
});

test("a second run on the same environment is told who is at it, and the first one goes on", async () => {
    let second = 0;
    await holding("demo", "up", async () => {
        const fault = await faultOf(() => holding("demo", "down", async () => void second++));
        expect(fault).toMatchObject({ code: "BUSY", exitStatus: 4, message: expect.stringMatching(`being changed by another run \\(up, since \\d\\d:\\d\\d, process ${process.pid}\\)\\.$`) });
    });
    await holding("demo", "down", async () => void second++);
    expect(second).toBe(1);
});
