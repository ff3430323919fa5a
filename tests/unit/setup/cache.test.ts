import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { cached, digestOf, entryDir } from "../../../setup/cache";
import { atLeast } from "../../../setup/versions";

let home: string;

beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-cache-"));
    process.env.XDG_CACHE_HOME = home;
});

afterEach(async () => {
    delete process.env.XDG_CACHE_HOME;
    await fs.rm(home, { recursive: true, force: true });
});

test("a build that fails leaves no entry, and the next one starts from nothing", async () => {
    const broken = cached("tool", "1", async (dir) => {
        await fs.writeFile(path.join(dir, "half"), "");
        throw new Error("no space left");
    });
    await expect(broken).rejects.toThrow("no space left");
    await expect(fs.stat(entryDir("tool", "1"))).rejects.toThrow();
    const dir = await cached("tool", "1", async (fresh) => {
        expect(await fs.readdir(fresh)).toEqual([]);
        await fs.writeFile(path.join(fresh, "whole"), "");
    });
    expect(await fs.readdir(dir)).toEqual(["whole"]);
});

test("two runs at once build once", async () => {
    let builds = 0;
    const build = async () => {
        builds++;
        await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await Promise.all([cached("tools/nested", "2", build), cached("tools/nested", "2", build)]);
    expect(builds).toBe(1);
});

test("a digest follows contents, names and facts", async () => {
    const file = path.join(home, "a");
    await fs.writeFile(file, "1");
    const first = await digestOf([file], "fact");
    expect(await digestOf([file], "fact")).toBe(first);
    expect(await digestOf([file], "other")).not.toBe(first);
    await fs.writeFile(file, "2");
    expect(await digestOf([file], "fact")).not.toBe(first);
});

test.each([
    ["1.26.8", "1.26", true],
    ["1.9", "1.26", false],
    ["20.10.24+dfsg1", "20.10", true],
    ["", "1.26", false],
])("version %s is at least %s: %s", (found, oldest, expected) => expect(atLeast(found, oldest)).toBe(expected));
