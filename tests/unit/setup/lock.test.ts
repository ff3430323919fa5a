/** Locks, and what a run that was killed leaves behind. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { once } from "node:events";
import { exclusively } from "../../../setup/cache";
import { lock } from "../../../setup/lock";
import { ROOT } from "../../../setup/paths";
import { identityOf } from "../../../setup/process-table";

let home: string;
let file: string;
let holder: ChildProcess | undefined;

beforeEach(async () => {
    home = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-lock-"));
    process.env.XDG_CACHE_HOME = home;
    file = path.join(home, "locks", "thing");
});

afterEach(async () => {
    holder?.kill("SIGKILL");
    delete process.env.XDG_CACHE_HOME;
    await fs.rm(home, { recursive: true, force: true });
});

/** Starts another run, which holds the lock; returns once it does. */
async function startHolder(): Promise<{ program: number; directory: string }> {
    holder = spawn(process.execPath, ["--import", "tsx", path.join(__dirname, "holder.ts"), file], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(holder.stdout!, "data")) as [Buffer];
    return JSON.parse(line.toString()) as { program: number; directory: string };
}

test("only one has it; released, it leaves no file and can be taken again", async () => {
    const first = (await lock(file, { wait: false }))!;
    first.describe("one");
    expect(await fs.readFile(file, "utf8")).toBe("one");
    expect(await lock(file, { wait: false })).toBeUndefined();
    first.release();
    expect(existsSync(file)).toBe(false);
    (await lock(file, { wait: false }))!.release();
});

test("who waits gets it when it is released, although its file has been another since", async () => {
    const first = await lock(file, { wait: true });
    const order: string[] = [];
    const waiting = [1, 2, 3].map((n) => lock(file, { wait: true }).then(async (mine) => (order.push(`in ${n}`), order.push(`out ${n}`), mine.release())));
    first.release();
    await Promise.all(waiting);
    expect(order).toHaveLength(6);
    for (let i = 0; i < 6; i += 2) expect(order[i + 1]).toBe(order[i]!.replace("in", "out"));
});

test("a place that cannot be written to is a fault, not a lock that somebody holds", async () => {
    await fs.mkdir(path.join(home, "plateau"));
    await fs.writeFile(path.join(home, "plateau", "locks"), "");
    await expect(exclusively("thing", async () => undefined)).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test("a process that is killed holds it no longer, and what it has started and written is gone", async () => {
    const { program, directory } = await startHolder();
    expect(await lock(file, { wait: false })).toBeUndefined();
    expect(identityOf(program)).toBeDefined();
    expect(existsSync(directory)).toBe(true);

    holder!.kill("SIGKILL");
    await once(holder!, "exit");
    expect(identityOf(program)).toBeDefined(); // it goes on by itself
    const since = Date.now();
    const mine = await lock(file, { wait: false });
    expect(mine).toBeDefined();
    expect(Date.now() - since).toBeLessThan(5000);
    expect(identityOf(program)).toBeUndefined();
    expect(existsSync(directory)).toBe(false);
    mine!.release();
}, 30_000);

test("what a living run has started is left alone", async () => {
    const { program, directory } = await startHolder();
    (await lock(path.join(home, "locks", "another"), { wait: true })).release();
    expect(identityOf(program)).toBeDefined();
    expect(existsSync(directory)).toBe(true);
    process.kill(program, "SIGKILL");
}, 30_000);
