/** A machine within this machine (box.sh), with a copy of this repository as a fresh clone has it. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import execa from "execa";
import { ROOT } from "../../../setup/paths";

/** Last part of what a failed command said that a test's report shows, characters. */
const TAIL = 6000;

const NAMESPACES = ["--mount", "--pid", "--fork", "--mount-proc", "--uts", "--kill-child"];

export interface BoxRun {
    /** Programs that the machine is not to have. */
    readonly hidden: readonly string[];
    readonly env?: NodeJS.ProcessEnv;
    /** A network namespace (`ip netns`); by default one that has the loopback alone. */
    readonly network?: string;
}

export class Box {
    private constructor(readonly directory: string) {}

    /** An empty machine: no cache, no state, no images, no npm packages. */
    static async make(): Promise<Box> {
        const box = new Box(await fs.mkdtemp(path.join(os.tmpdir(), "plateau-box-")));
        await fs.mkdir(box.clone);
        const files = 'git ls-files -z --cached --others --exclude-standard | tar --create --null --files-from=- | tar --extract --directory "$1"';
        await execa("bash", ["-o", "pipefail", "-c", files, "copy", box.clone], { cwd: ROOT });
        return box;
    }

    /** Where the repository lies in it. */
    get clone(): string {
        return path.join(this.directory, "plateau");
    }

    /** Runs a bash script in the clone; when it ends, so does everything that it has started. */
    async run(script: string, { hidden, env = {}, network }: BoxRun): Promise<string> {
        const box = [path.join(__dirname, "box.sh"), this.directory, hidden.join(" "), "bash", "-o", "errexit", "-c", `cd "$1"\n${script}`, "box", this.clone];
        const unshare = ["unshare", ...NAMESPACES, ...(network ? [] : ["--net"]), "bash", ...box];
        // "ip netns exec" would give it a /sys without the control groups.
        const enter = network ? ["nsenter", `--net=/run/netns/${network}`] : [];
        // unshare heeds no signal but this one, which it gets when the test has been ended; with it goes the whole box.
        const { stdout, all = "", exitCode } = await execa("setpriv", ["--pdeathsig", "KILL", ...enter, ...unshare], { env: { PATH: process.env.PATH, LANG: "C.UTF-8", ...env }, extendEnv: false, all: true, reject: false });
        if (exitCode !== 0) throw new Error(`The machine in the box ended with status ${exitCode}:\n${all.slice(-TAIL)}`);
        return stdout;
    }

    async remove(): Promise<void> {
        await execa("rm", ["-rf", "--one-file-system", this.directory]); // directories without write permission are among them
    }
}
