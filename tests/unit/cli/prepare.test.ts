/** In which order `up` and `preview` look before they begin. */
import { prepare } from "../../../cli/prepare";
import type { EnvironmentRecord } from "../../../cli/record";
import { requireRoom } from "../../../cli/room";
import { openStack } from "../../../cli/stack";
import type { Context } from "../../../cli/verb";
import { setUpMachine } from "../../../setup/machine";
import { SILENT } from "../../../setup/progress";
import { machineRanges } from "../../../setup/routes";
import { faultOf, FakeMachine, STATE } from "./fake-machine";

jest.mock("../../../cli/room", () => ({ requireRoom: jest.fn() }));
jest.mock("../../../cli/stack", () => ({ openStack: jest.fn() }));
jest.mock("../../../infra/facts", () => ({ machineFacts: jest.fn() }));
jest.mock("../../../setup/machine", () => ({ setUpMachine: jest.fn() }));
jest.mock("../../../setup/routes", () => ({ machineRanges: jest.fn() }));

const RECORD: EnvironmentRecord = { name: "demo-x", target: "local", network: "10.100.0.0/16", createdAt: "2026-11-25" };
const context = { progress: SILENT, signal: new AbortController().signal } as unknown as Context;

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    machine.environment(RECORD.name);
    jest.mocked(requireRoom).mockReset().mockResolvedValue();
    jest.mocked(openStack).mockReset();
    jest.mocked(setUpMachine).mockReset().mockResolvedValue({ pluginKind: "plateau" } as never);
    jest.mocked(machineRanges).mockReturnValue([]);
});
afterEach(() => machine.remove());

test("a whole environment on a machine with room", async () => {
    await prepare(RECORD, context);
    expect(requireRoom).toHaveBeenCalledTimes(1);
    expect(openStack).toHaveBeenCalledTimes(1);
});

test("a damaged state is told before anything is set up", async () => {
    machine.stored(RECORD.name, STATE(RECORD.name), "");
    expect(await faultOf(() => prepare(RECORD, context))).toMatchObject({ code: "STATE_DAMAGED" });
    expect(setUpMachine).not.toHaveBeenCalled();
});

test("so is a machine without room", async () => {
    jest.mocked(requireRoom).mockRejectedValue(new Error("no room"));
    await expect(prepare(RECORD, context)).rejects.toThrow("no room");
    expect(setUpMachine).not.toHaveBeenCalled();
});

test("addresses are looked at once the engine runs, and before the stack is opened", async () => {
    jest.mocked(setUpMachine).mockImplementation(async () => {
        machine.network("abc", "classroom", "10.100.0.0/20"); // the engine has started, and with it this network
        return { pluginKind: "plateau" } as never;
    });
    expect(await faultOf(() => prepare(RECORD, context))).toMatchObject({ code: "ADDRESS_IN_USE" });
    expect(openStack).not.toHaveBeenCalled();
});
