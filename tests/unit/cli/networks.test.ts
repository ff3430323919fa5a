/** Which network a new environment gets, and what it is refused. */
import { existsSync } from "node:fs";
import * as net from "node:net";
import { findConflict, overlap, requireFreeAddresses } from "../../../cli/addresses-in-use";
import { openEnvironment } from "../../../cli/environment";
import { networkOfSlot, SLOTS } from "../../../infra/addresses";
import { environmentDir } from "../../../setup/paths";
import { machineRanges, type MachineRange } from "../../../setup/routes";
import { faultOf, FakeMachine } from "./fake-machine";

jest.mock("../../../setup/routes", () => ({ machineRanges: jest.fn() }));
jest.mock("../../../setup/paths", () => ({
    ...jest.requireActual<object>("../../../setup/paths"),
    get ROOT() {
        return `${process.env.XDG_DATA_HOME}/../repository`;
    },
}));

/** Slots below this one are in use by a route in every test: their ports may be in use on the machine that runs the test. */
const FIRST = 56;
const before = Array.from({ length: FIRST }, (_, slot) => ({ range: networkOfSlot(slot), device: "test0", by: "a test" }));
const reach = (...ranges: MachineRange[]) => jest.mocked(machineRanges).mockReturnValue([...before, ...ranges]);

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    reach();
});
afterEach(() => machine.remove());

test.each([
    ["10.70.0.0/16", "10.70.0.0/16", true],
    ["10.70.0.0/16", "10.70.255.0/24", true],
    ["10.70.0.0/16", "10.64.0.0/10", true],
    ["10.70.0.0/16", "10.71.0.0/16", false],
    ["10.70.0.0/16", "10.69.255.255/32", false],
    ["10.127.0.0/16", "192.168.0.0/16", false],
])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlap(a, b)).toBe(expected);
    expect(overlap(b, a)).toBe(expected);
});

test("a conflict names who has the range", () => {
    expect(findConflict("10.70.0.0/16", [{ range: "10.70.4.0/24", by: "the class" }])).toEqual({ range: "10.70.4.0/24", by: "the class" });
});

describe("chosen", () => {
    test("the first network that nobody has: no environment, no Docker network, no route, no port", async () => {
        machine.environment("other", { network: networkOfSlot(FIRST) });
        machine.network("abc", "classroom", networkOfSlot(FIRST + 1).replace("0.0/16", "9.0/24"));
        reach({ range: networkOfSlot(FIRST + 2), device: "tun0", by: "the route" });
        const server = net.createServer();
        await new Promise<void>((resolve) => server.listen(22000 + FIRST + 3, "127.0.0.1", resolve));
        try {
            expect((await openEnvironment("new")).network).toBe(networkOfSlot(FIRST + 4));
        } finally {
            server.close();
        }
    });

    test("a route that leads almost everywhere keeps no network away, but its gateway does", async () => {
        const wide = ["0.0.0.0/0", "0.0.0.0/1", "10.0.0.0/8"].map((range) => ({ range, device: "eth0", by: "everywhere" }));
        reach(...wide, { range: networkOfSlot(FIRST).replace("0.0/16", "0.1/32"), device: "eth0", by: "the gateway" });
        expect((await openEnvironment("new")).network).toBe(networkOfSlot(FIRST + 1));
    });

    test("none where all are in use", async () => {
        reach({ range: "10.64.0.0/10", device: "tun0", by: "the route" });
        const fault = await faultOf(() => openEnvironment("new"));
        expect(fault).toMatchObject({ code: "NO_NETWORK_LEFT", exitStatus: 3, message: `All ${SLOTS} networks are taken: 0 by environments of this machine, ${SLOTS} by addresses or ports in use.` });
        expect(existsSync(environmentDir("new"))).toBe(false);
    });

    test("a second time, the one that it was given", async () => {
        const { network } = await openEnvironment("new");
        reach({ range: network, device: "tun0", by: "the route" });
        expect((await openEnvironment("new")).network).toBe(network);
    });
});

describe("asked for", () => {
    const asked = networkOfSlot(FIRST + 6);
    const ask = (network = asked) => machine.specification("new", `config:\n  plateau:network: ${network}\n`);

    test("given, although others are free", async () => {
        ask();
        expect(await openEnvironment("new")).toMatchObject({ network: asked });
    });

    test.each([
        ["a Docker network", () => machine.network("abc", "classroom", "10.126.9.0/24"), 'it overlaps 10.126.9.0/24 of the Docker network "classroom".'],
        ["a route", () => reach({ range: "10.96.0.0/11", device: "tun0", by: "the route to 10.96.0.0/11 by tun0" }), "it overlaps the route to 10.96.0.0/11 by tun0."],
    ])("refused where %s overlaps it, and nothing is left behind", async (_what, take, end) => {
        ask();
        take();
        const fault = await faultOf(() => openEnvironment("new"));
        expect(fault).toMatchObject({ code: "ADDRESS_IN_USE", exitStatus: 3, message: `The network ${asked} of environment "new" is in use: ${end}` });
        expect(existsSync(environmentDir("new"))).toBe(false);
    });

    test("refused where another environment has it", async () => {
        machine.environment("other", { network: asked });
        ask();
        expect(await faultOf(() => openEnvironment("new"))).toMatchObject({ code: "SPECIFICATION" });
    });

    test("a fault of the specification is told first", async () => {
        ask("10.300.0.0/16");
        expect((await faultOf(() => openEnvironment("new"))).message).toContain("must be 10.N.0.0/16");
    });
});

describe("an environment that has its networks", () => {
    const own = (...zones: number[]) => zones.forEach((zone) => machine.network(`${zone}23456789abcdef`, `plateau-demo-${zone}`, `10.126.${zone}.0/24`, "demo"));

    test("is not in its own way, nor are its bridges", async () => {
        own(1, 2);
        reach({ range: "10.126.1.0/24", device: "br-123456789abc", by: "its own bridge" });
        await requireFreeAddresses("demo", "10.126.0.0/16");
    });

    test("is in the way of another one", async () => {
        own(1, 2);
        expect((await faultOf(() => requireFreeAddresses("demo2", "10.126.0.0/16"))).message).toContain('the Docker network "plateau-demo-1"');
    });

    test("keeps them when a wider route comes up later, but gets no further ones", async () => {
        reach({ range: "10.112.0.0/12", device: "tun0", by: "the route" });
        own(1, 2);
        expect(await faultOf(() => requireFreeAddresses("demo", "10.126.0.0/16"))).toMatchObject({ code: "ADDRESS_IN_USE" });
        own(3);
        await requireFreeAddresses("demo", "10.126.0.0/16");
    });
});

test.each([
    ["config: [", /^Pulumi\.new\.yaml is not YAML: /],
    ["config: workers", 'Pulumi.new.yaml has no settings under "config", but "workers".'],
    ["config: [workers]", 'Pulumi.new.yaml has no settings under "config", but a list.'],
])("a specification that is none (%s) is a fault of the specification", async (text, message) => {
    machine.specification("new", text);
    expect(await faultOf(() => openEnvironment("new"))).toMatchObject({ code: "SPECIFICATION", message: expect.stringMatching(message) });
    expect(existsSync(environmentDir("new"))).toBe(false);
});
