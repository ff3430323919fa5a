/**
 * `npm run bench -- --set-up [TOOL…]`: the tools from nothing, as set-up makes them, beside the bare builds that this
 * contains, one after the other. Both begin with an empty build cache and the same modules. All of them take about an hour.
 */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { goEnvironment, GO_TOOLS, type GoTool } from "../setup/go";
import { ROOT } from "../setup/paths";
import { run } from "../setup/run";
import { timed } from "./measure";

export interface SetUpMeasures {
    readonly tools: readonly string[];
    readonly setUpSeconds: number;
    readonly bareSeconds: number;
}

export async function measureSetUp(names: readonly string[]): Promise<SetUpMeasures> {
    const tools = GO_TOOLS.filter(({ name }) => names.length === 0 || names.includes(name));
    const work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-set-up-"));
    try {
        await run("go", ["version"], { env: await goEnvironment() }); // a Go that has to be fetched is part of neither
        // Modules that have to be fetched are part of neither, where the tool has no script of its own that sees to them.
        for (const { name } of tools.filter(({ programs }) => programs)) await run("go", ["mod", "download"], { cwd: path.join(ROOT, "scripts", "tools", name), env: await goEnvironment() });
        const bare = await timed("bare builds", async () => {
            for (const tool of tools) await build(tool, path.join(work, "bare"));
        });
        const env = { ...process.env, XDG_CACHE_HOME: path.join(work, "cache"), GOCACHE: path.join(work, "go") };
        const args = ["--import", "tsx", path.join(__dirname, "set-up-program.ts"), ...tools.map(({ name }) => name)];
        const setUp = await timed("set-up", () => run(process.execPath, args, { env, cwd: ROOT }));
        return { tools: tools.map(({ name }) => name), setUpSeconds: setUp.seconds, bareSeconds: bare.seconds };
    } finally {
        await run("go", ["clean", "-cache"], { env: { ...(await goEnvironment()), GOCACHE: path.join(work, "go") } }).catch(() => undefined);
        await fs.rm(work, { recursive: true, force: true });
    }
}

/** `go build` and nothing else; a tool with a script of its own is built by that. */
async function build({ name, programs }: GoTool, out: string): Promise<void> {
    const cwd = path.join(ROOT, "scripts", "tools", name);
    const env = { ...(await goEnvironment()), GOCACHE: path.join(out, "cache") };
    const dir = path.join(out, name);
    await fs.mkdir(dir, { recursive: true });
    if (!programs) return void (await run("bash", [path.join(cwd, "build.sh"), dir], { cwd, env }));
    for (const [program, pkg] of Object.entries(programs)) await run("go", ["build", "-trimpath", "-o", path.join(dir, program), pkg], { cwd, env });
}
