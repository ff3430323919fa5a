/**
 * One machine of a room feeds another: a bundle of this machine is loaded into an empty machine that has no network but
 * its loopback, no Node.js, no npm packages and no images, and an environment is brought up there. Takes four to
 * seven minutes on two cores, and 9 GiB of disk while it lasts.
 */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { Box } from "./box/box";
import { plateauJson } from "../e2e/command";

jest.setTimeout(25 * 60_000);

const SCRIPT = `
    ip -json address >addresses.json
    ./plateau bundle --load ../room.bundle --json >loaded.json
    ./plateau doctor --json >doctor.json
    ./plateau up --env offline --json >up.json
    ./plateau down --env offline
    docker ps --all --quiet >containers
`;

let box: Box;

beforeAll(async () => {
    if (process.getuid?.() !== 0) throw new Error("This test makes namespaces: it has to be run as root.");
    box = await Box.make();
});

afterAll(() => box?.remove());

const read = (name: string) => fs.readFile(path.join(box.clone, name), "utf8");
const json = async (name: string) => JSON.parse(await read(name));

test("an empty machine without a network is fed by a bundle, and brings an environment up", async () => {
    const file = path.join(box.directory, "room.bundle");
    const { bytes } = await plateauJson<{ bytes: number }>("bundle", file);
    expect(bytes).toBe((await fs.stat(file)).size);

    await box.run(SCRIPT, { hidden: ["node", "npm", "npx", "corepack", "go", "mmdebstrap"] });

    const interfaces = (await json("addresses.json")) as { ifname: string }[];
    expect(interfaces.map(({ ifname }) => ifname)).toEqual(["lo"]);

    const { outcomes, remarks } = await json("loaded.json");
    expect({ outcomes: [...new Set(Object.values(outcomes))], remarks }).toEqual({ outcomes: ["loaded"], remarks: [] });

    const { prerequisites } = (await json("doctor.json")) as { prerequisites: { name: string; state: string; detail: string }[] };
    expect(prerequisites.filter(({ state }) => state !== "found")).toEqual([]);
    expect(prerequisites.find(({ name }) => name === "Node.js")?.detail).toContain("npm package");
    expect(prerequisites.length).toBeGreaterThan(20);

    expect(Object.keys((await json("up.json")).changes)).toEqual(["create"]);
    expect(await read("containers")).toBe("");
});

test("a bundle that was cut off on its way is refused there before anything is used", async () => {
    const file = path.join(box.directory, "room.bundle");
    await fs.truncate(file, 50_000_000);
    await fs.rm(path.join(box.directory, "home"), { recursive: true });
    const refused = await box.run("./plateau bundle --load ../room.bundle 2>&1 || echo status $?; ls -A /root", { hidden: ["node", "npm", "npx", "corepack"] });
    expect(refused).toMatch(/was cut off or changed after it was written: node.tar.gz has another checksum\.\n.*\nstatus 1\n/);
    expect(await fs.readdir(path.join(box.directory, "home", ".cache", "plateau", "node")).catch(() => [])).toEqual([]);
});
