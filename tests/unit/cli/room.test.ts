import { requireMemory, requireRoom } from "../../../cli/room";
import { everythingIsMade } from "../../../setup/inventory";
import { DISK_GIB, MEMORY_GIB, type Probes } from "../../../setup/room";
import { versions } from "../../../setup/versions";
import { faultOf, FakeMachine } from "./fake-machine";

jest.mock("../../../setup/inventory", () => ({ everythingIsMade: jest.fn() }));

const GIB = 2 ** 30;

let machine: FakeMachine;
let notes: string[];
beforeEach(() => {
    machine = new FakeMachine();
    notes = [];
    jest.mocked(everythingIsMade).mockReset().mockResolvedValue(false);
});
afterEach(() => machine.remove());

/** A machine with room, but for what a test takes away. */
function probes({ disk = 50, memory = 8, now = "2026-12-24T10:00:00Z" } = {}): Probes {
    return {
        statfs: () => ({ bavail: disk * (GIB / 4096), bsize: 4096 }),
        meminfo: () => `MemTotal: 16777216 kB\nMemAvailable:   ${memory * 2 ** 20} kB\n`,
        now: () => new Date(now),
    };
}

const require = async (given: Parameters<typeof probes>[0]) => {
    await requireRoom(probes(given));
    await requireMemory("demo", { note: (text) => void notes.push(text) }, probes(given));
};

test("enough is enough, and what is made is not even looked for", async () => {
    await require({});
    expect(notes).toEqual([]);
    expect(everythingIsMade).not.toHaveBeenCalled();
});

describe("disk", () => {
    test("the first time, tools and images need theirs", async () => {
        const fault = await faultOf(() => require({ disk: DISK_GIB.firstTime - 0.5 }));
        expect(fault).toMatchObject({ code: "DISK_FULL", exitStatus: 3, message: expect.stringMatching(/^Too little disk: 24\.5 GiB are free at .*, 25 GiB are needed\.$/) });
    });

    test("later, an environment needs less", async () => {
        jest.mocked(everythingIsMade).mockResolvedValue(true);
        await require({ disk: DISK_GIB.environment });
        expect((await faultOf(() => require({ disk: 1.26 }))).message).toMatch(/1\.3 GiB are free at .*, 2 GiB are needed\.$/);
    });

    /** Every file system has room but the one of this directory. */
    const fullAt = (full: string) => {
        const { statfs, ...others } = probes();
        return { ...others, statfs: (directory: string) => (directory === full ? { bavail: 0, bsize: 4096 } : statfs(directory)) };
    };

    test("the engine's own disk counts", async () => {
        machine.docker("root", "/proc");
        const fault = await faultOf(() => requireRoom(fullAt("/proc")));
        expect(fault.message).toContain("0.0 GiB are free at /proc,");
    });

    test("that of an engine elsewhere cannot, nor can the one of this machine stand for it", async () => {
        machine.docker("root", "/nowhere/docker");
        await requireRoom(fullAt("/"));
        expect(machine.calls).toContain("DockerRootDir");
    });
});

describe("memory", () => {
    test("less than an environment takes is a remark", async () => {
        await require({ memory: MEMORY_GIB.most });
        expect(notes).toEqual([]);
        await require({ memory: 3.25 });
        expect(notes).toEqual(["3.3 GiB of memory are available; an environment takes up to 4, so servers may run short of it."]);
    });

    test("less than it comes up with is refused", async () => {
        const fault = await faultOf(() => require({ memory: 1.5 }));
        expect(fault).toMatchObject({ code: "MEMORY_LOW", exitStatus: 3, message: "Too little memory: 1.5 GiB of memory are available, an environment needs 2 GiB to come up and takes up to 4." });
    });

    test("an environment that runs has its memory already", async () => {
        machine.object("demo", "container", "db-1");
        await require({ memory: 0.5 });
        expect(notes).toEqual([]);
    });

    test("a kernel that does not say is not taken for a small one", async () => {
        await requireMemory("demo", { note: (text) => void notes.push(text) }, { ...probes(), meminfo: () => "MemFree: 1 kB\n" });
        expect(notes).toEqual([]);
    });
});

test("a clock before this version was made is wrong; on the day itself it is not", async () => {
    const fault = await faultOf(() => require({ now: "2020-01-01T00:03:00Z" }));
    expect(fault).toMatchObject({ code: "CLOCK_WRONG", exitStatus: 3, message: expect.stringContaining(`says 2020-01-01 00:03 UTC, before this version of Plateau was made (${versions.released})`) });
    await require({ now: `${versions.released}T00:00:00Z` });
});
