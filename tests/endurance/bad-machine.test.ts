/** Machines that are really bad: a disk that becomes full while `up` works, and a clock that is years behind. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import execa from "execa";
import { installDebianPackages } from "../../setup/debian";
import { ROOT } from "../../setup/paths";
import { run } from "../../setup/run";
import { waitUntil } from "../../referential/wait";

const ENV = "starved";
const MINUTE = 60_000;

/** More than an environment's state needs, and little enough to be filled in a moment, MiB. */
const DISK_MIB = 2300;

const place = path.join(os.tmpdir(), `plateau-disk-${process.pid}`);
const disk = path.join(place, "disk");
const filler = path.join(disk, "filler");

/** `./plateau` with the environments on the small disk; ends with whatever status. */
const plateau = (args: readonly string[], before: readonly string[] = []) => {
    const [program, ...others] = [...before, path.join(ROOT, "plateau"), ...args, "--env", ENV];
    return execa(program!, others, { env: { XDG_DATA_HOME: disk }, all: true, reject: false });
};

const fill = () => run("dd", ["if=/dev/zero", `of=${filler}`, "bs=1M"]).catch(() => undefined); // it ends where the disk does
const empty = () => fs.rm(filler, { force: true });
const servers = () => run("docker", ["ps", "--all", "--quiet", "--filter", `label=plateau.environment=${ENV}`]);

beforeAll(async () => {
    if (process.getuid?.() !== 0) throw new Error("This test mounts a file system: it has to be run as root.");
    await installDebianPackages(["faketime"], "A clock that is wrong");
    await fs.mkdir(disk, { recursive: true });
    const file = path.join(place, "file-system");
    await run("truncate", [`--size=${DISK_MIB}M`, file]);
    await run("mkfs.ext4", ["-q", "-m", "0", file]);
    await run("mount", ["-o", "loop", file, disk]);
}, 5 * MINUTE);

afterAll(async () => {
    await empty();
    await plateau(["down"]);
    await run("umount", [disk]);
    await fs.rm(place, { recursive: true });
}, 5 * MINUTE);

test("with a clock of 2020 nothing is begun", async () => {
    const { exitCode, all } = await plateau(["up"], ["faketime", "2020-01-01 10:00:00"]);
    expect({ exitCode, all }).toEqual({ exitCode: 3, all: expect.stringContaining("The clock of this machine says 2020-01-01 10:0") });
    expect(await servers()).toBe("");
}, 5 * MINUTE);

test("on a disk that is full from the start nothing is begun", async () => {
    await fill();
    const { exitCode, all } = await plateau(["up"]);
    await empty();
    expect({ exitCode, all }).toEqual({ exitCode: 3, all: expect.stringMatching(/Too little disk: .* are free at .*disk|The disk is full \(0\.0 GiB free at .*disk/) });
    expect(await servers()).toBe("");
}, 5 * MINUTE);

test("one that becomes full while servers are made: it is said, and the next run goes on", async () => {
    const work = plateau(["up"]);
    await waitUntil({ what: "the first server", limitSeconds: 300, intervalSeconds: 0.2 }, async () => (await servers()) || undefined);
    await fill();
    const { exitCode, all } = await work;
    await empty();
    expect({ exitCode, all }).toEqual({ exitCode: 3, all: expect.stringMatching(/The disk is full \(0\.0 GiB free at .*disk/) });

    const again = await plateau(["up"]);
    expect(again.exitCode === 0 ? 0 : again.all).toBe(0);
    const proof = await plateau(["verify", "CP2.1"]);
    expect(proof.exitCode === 0 ? 0 : proof.all).toBe(0);
    const { stdout } = await plateau(["down", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ left: [] });
}, 20 * MINUTE);
