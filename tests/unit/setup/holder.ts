/** A run of the command as a process of its own: takes the lock of a file, starts a program that lasts, and says so. */
import { spawn } from "node:child_process";
import * as os from "node:os";
import { lock } from "../../../setup/lock";
import { beginRun } from "../../../setup/runs";

async function main(file: string): Promise<void> {
    await beginRun();
    await lock(file, { wait: true });
    const program = spawn("sleep", ["300"], { detached: true, stdio: "ignore" });
    console.log(JSON.stringify({ program: program.pid, directory: os.tmpdir() }));
    setInterval(() => undefined, 1000);
}

void main(process.argv[2]!);
