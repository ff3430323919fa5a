/** Entries of the cache that something has spoilt after they were made. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { cached, entryDir, exclusively, findEntry } from "../../../setup/cache";

const PROGRAM = "#!/bin/sh\necho it runs\n";

let home: string;
let builds: number;
let notes: string[];

beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-cache-"));
    process.env.XDG_CACHE_HOME = home;
    [builds, notes] = [0, []];
    await make();
});

afterEach(async () => {
    delete process.env.XDG_CACHE_HOME;
    await fs.rm(home, { recursive: true, force: true });
});

const make = () =>
    cached("tools/pulumi", "1", async (dir) => {
        builds++;
        await fs.mkdir(path.join(dir, "bin", "__pycache__"), { recursive: true });
        await fs.writeFile(path.join(dir, "bin", "pulumi"), PROGRAM);
        await fs.writeFile(path.join(dir, "bin", "__pycache__", "a.pyc"), "compiled");
        await fs.symlink("/bin/sh", path.join(dir, "python"));
    }, (text) => void notes.push(text));

const entry = (...parts: string[]) => path.join(entryDir("tools/pulumi", "1"), ...parts);
const list = () => `${entry()}.sizes`;

test("one that is whole is used again, and holds nothing that was not made", async () => {
    expect(await make()).toBe(entry());
    expect({ builds, notes, files: await fs.readdir(entry()) }).toEqual({ builds: 1, notes: [], files: ["bin", "python"] });
});

test.each([
    ["a program that was cut off", () => fs.truncate(entry("bin", "pulumi"), 5), "bin/pulumi has 5 bytes instead of 23"],
    ["a program that is gone", () => fs.rm(entry("bin", "pulumi")), "bin/pulumi is missing"],
    ["a directory that is gone", () => fs.rm(entry("bin"), { recursive: true }), "bin/pulumi is missing"],
    ["a list that was cut off", () => fs.truncate(list(), 5), "the list of its files is cut off"],
])("%s: discarded with a note, and made anew", async (_what, spoil, why) => {
    await spoil();
    expect(findEntry("tools/pulumi", "1")).toBeUndefined();
    await make();
    expect({ builds, notes }).toEqual({ builds: 2, notes: [`pulumi in the cache is damaged (${why}); it is made anew.`] });
    expect(await fs.readFile(entry("bin", "pulumi"), "utf8")).toBe(PROGRAM);
    expect(findEntry("tools/pulumi", "1")).toBe(entry());
});

test("two runs that find it make it once", async () => {
    await fs.truncate(entry("bin", "pulumi"), 5);
    await Promise.all([make(), make()]);
    expect(builds).toBe(2);
});

test.each([
    ["what Python compiles anew", () => fs.writeFile(entry("bin", "__pycache__", "a.pyc"), "something longer")],
    ["a file that was added", () => fs.writeFile(entry("added"), "")],
    ["an entry from before sizes were recorded", () => fs.rm(list())],
])("%s is no damage", async (_what, change) => {
    await change();
    await make();
    expect(builds).toBe(1);
});

test("a lock that cannot be made, as on a full disk, is a fault and nothing to wait for", async () => {
    await expect(exclusively("n".repeat(300), async () => undefined)).rejects.toThrow("ENAMETOOLONG");
});
