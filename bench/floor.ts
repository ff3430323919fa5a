/** Pulumi's own floor: a second `up` of as many resources that do nothing, by the same engine and the same plugin. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { ROOT } from "../setup/paths";
import type { Machine } from "../setup/machine";
import { run } from "../setup/run";
import { timed } from "./measure";

/** Seconds of an `up` that changes nothing. */
export async function measureFloor({ pulumi, plugins }: Machine, resources: number): Promise<number> {
    const work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-floor-"));
    try {
        const plateau = plugins.find(({ name }) => name === "plateau")!;
        const env = {
            ...process.env,
            PATH: `${pulumi}:${process.env.PATH}`,
            PULUMI_CONFIG_PASSPHRASE: "floor",
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_HOME: path.join(work, "home"),
        };
        const args = ["--import", "tsx", path.join(__dirname, "floor-program.ts"), work, String(resources), plateau.path];
        const up = () => run(process.execPath, args, { env, cwd: ROOT });
        await up();
        return (await timed(`Pulumi's second up of ${resources} resources`, up)).seconds;
    } finally {
        await fs.rm(work, { recursive: true, force: true });
    }
}
