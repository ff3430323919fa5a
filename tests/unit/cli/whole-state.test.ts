/** A disk that becomes full while the engine writes its state: what it leaves in the state's place is not the end. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { lastWholeState, stateFile } from "../../../cli/stored";
import { keepingState } from "../../../cli/whole-state";
import { FakeMachine } from "./fake-machine";

let machine: FakeMachine;
let said: string[];
const progress = { note: (text: string) => void said.push(text) };

beforeEach(() => {
    machine = new FakeMachine();
    machine.environment("demo");
    said = [];
});
afterEach(() => machine.remove());

const state = (step: number) => `{"version":3,"checkpoint":{"latest":{"step":${step}}}}`;

/** As the engine does: into a file of its own, then in the place of the one before. */
async function write(text: string): Promise<void> {
    const file = stateFile("demo");
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
    await sleep(100); // the kernel tells a watcher soon, not at once
}

test("the last whole state is put back, and it is said", async () => {
    const failing = keepingState("demo", progress, async () => {
        await write(state(1));
        await write(state(2));
        await write(state(3).slice(0, 30));
        await write("");
        throw new Error("no space left on device");
    });
    await expect(failing).rejects.toThrow("no space left");
    expect(readFileSync(stateFile("demo"), "utf8")).toBe(state(2));
    expect(said).toEqual([expect.stringContaining("the last one that was whole has been put back")]);
    expect(existsSync(lastWholeState("demo"))).toBe(false);
});

test("so is the one from before the work, and one that was removed", async () => {
    const before = readFileSync(stateFile("demo"), "utf8");
    await keepingState("demo", progress, () => write("{"));
    expect(readFileSync(stateFile("demo"), "utf8")).toBe(before);
    await keepingState("demo", progress, async () => rmSync(stateFile("demo")));
    expect(readFileSync(stateFile("demo"), "utf8")).toBe(before);
});

test("a state that is whole stays, and nothing is left beside it", async () => {
    expect(await keepingState("demo", progress, async () => write(state(1)).then(() => "done"))).toBe("done");
    expect(readFileSync(stateFile("demo"), "utf8")).toBe(state(1));
    expect(existsSync(lastWholeState("demo"))).toBe(false);
    expect(said).toEqual([]);
});
