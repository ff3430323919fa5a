/** Machines whose container engine is missing, refuses, or is too old. */
import { rmSync } from "node:fs";
import * as path from "node:path";
import { ensureEngine, findEngine } from "../../../setup/engine";
import { SetupError } from "../../../setup/errors";
import { FakeMachine } from "../cli/fake-machine";

let mockEngine: boolean;

/** A machine with or without an engine, and not a Debian on which one could be installed. */
jest.mock("node:fs", () => {
    const real = jest.requireActual<typeof import("node:fs")>("node:fs");
    const exists = (file: string) => (file.endsWith("dockerd") ? mockEngine : !file.endsWith("debian_version") && real.existsSync(file));
    return { ...real, existsSync: exists };
});

let machine: FakeMachine;
beforeEach(() => {
    machine = new FakeMachine();
    mockEngine = false;
});
afterEach(() => machine.remove());

const refused = async () => {
    const fault = await ensureEngine().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(SetupError); // status 3
    return { sentence: (fault as SetupError).message, remedy: (fault as SetupError).remedy };
};

test("one that runs and is new enough is used", async () => {
    expect(await ensureEngine()).toEqual({ version: "20.10.24" });
});

test("none", async () => {
    rmSync(path.join(machine.home, "bin", "docker"));
    process.env.PATH = path.join(machine.home, "bin");
    expect(await findEngine()).toBeUndefined();
    expect(await refused()).toEqual({ sentence: "No container engine answers on this machine.", remedy: expect.stringContaining("apt-get install docker.io") });
});

test("one without its client, which Debian 13 has in another package", async () => {
    mockEngine = true;
    rmSync(path.join(machine.home, "bin", "docker"));
    process.env.PATH = path.join(machine.home, "bin");
    expect(await refused()).toEqual({
        sentence: "The container engine's client, docker, is missing on this machine.",
        remedy: "Install it with your system's package manager (Debian: docker-cli).",
    });
});

test("one that does not answer is none", async () => {
    machine.docker("refusal", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n");
    expect(await findEngine()).toBeUndefined();
});

test("one without rights for this user", async () => {
    machine.docker("refusal", "Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n");
    expect(await refused()).toEqual({ sentence: "The container engine refuses this user (permission denied on its socket).", remedy: 'Join the group "docker", or run as root.' });
});

test("one that is too old", async () => {
    machine.docker("version", "19.03.15");
    expect((await refused()).sentence).toBe("The container engine is Docker 19.03.15; Plateau needs 20.10 or later.");
});
