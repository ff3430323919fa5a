import { existsSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { findGoTool } from "../setup/go";
import { ROOT } from "../setup/paths";
import { CommandError, run } from "../setup/run";
import { setUp } from "./set-up";
import type { Verb } from "./verb";

interface JestReport {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numFailedTestSuites: number;
    readonly numRuntimeErrorTestSuites: number;
}

const SUITES = ["unit", "program", "e2e"];
/** Kills at dozens of places, a machine without a network, a set-up from nothing: run when it is asked for. */
const ENDURANCE = "endurance";
/** How jest begins the line with which it ends a suite. */
const SUITE_END = /^(PASS|FAIL) /;
/** Where jest begins to say everything again, at the end of all suites. */
const SUMMARY = /^(Summary of all failing tests|Test Suites: )/;
/** Go tools that the end-to-end tests of the plugins start themselves. */
const TOOLS = ["pulumi", "kubernetes", "etcd"];

/** `plateau test`: what CI runs, and what a candidate runs after a change. */
export const test: Verb = {
    name: "test",
    summary: "set up what is missing on this machine, then run the test suite",
    details:
        "Runs lint, types, and the jest suites; the end-to-end tests bring up environments of their own and take them away.\n" +
        'The suite "endurance" takes most of an hour and is run only when it is named.\n' +
        'Ends with the line "tests: N passed, N failed". Can be run again at any time.',
    options: (command) => command.addArgument(command.createArgument("[suites...]", `by default ${SUITES.join(", ")}`).choices([...SUITES, ENDURANCE])),
    async run({ args }, { progress, print, signal }) {
        const machine = await setUp(progress);
        const npx = (...words: string[]) => run(process.execPath, words, { cwd: ROOT, signal });
        const bin = (name: string) => path.join(ROOT, "node_modules", name);
        await progress.step("Lint", () => npx(bin("eslint/bin/eslint.js"), "."));
        await progress.step("Types", () => npx(bin("typescript/bin/tsc"), "--noEmit"));

        const work = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-test-"));
        try {
            const report = path.join(work, "report.json");
            const suites = ["--selectProjects", ...(args.length > 0 ? args : SUITES)];
            const env = { ...process.env, PLATEAU_TOOLS: await linkTools(work), PATH: [machine.pulumi, machine.kubernetes, machine.ansible, process.env.PATH].join(path.delimiter) };
            const jest = [bin("jest/bin/jest.js"), "--runInBand", "--json", `--outputFile=${report}`, ...suites];
            let failing = false;
            const onLine = (line: string) => {
                // What failed is told at once: the suites after it may take an hour.
                if (SUITE_END.test(line)) failing = line.startsWith("FAIL ");
                else if (!failing || SUMMARY.test(line)) return void (failing = false);
                progress.note(line);
            };
            await progress.step("Tests", () => run(process.execPath, jest, { cwd: ROOT, env, signal, onLine })).catch((error: unknown) => {
                signal.throwIfAborted();
                if (!(error instanceof CommandError)) throw error;
                if (!existsSync(report)) progress.note(error.output.slice(-20_000)); // jest itself did not come to its end
            });
            const result = JSON.parse(await fs.readFile(report, "utf8")) as JestReport;
            const broken = result.numFailedTests + result.numRuntimeErrorTestSuites;
            print(`tests: ${result.numPassedTests} passed, ${broken} failed`);
            return broken > 0 || result.numPassedTests === 0 ? 1 : 0;
        } finally {
            await fs.rm(work, { recursive: true, force: true });
        }
    },
};

/** One directory with the programs that tests start. */
async function linkTools(work: string): Promise<string> {
    const directory = path.join(work, "tools");
    await fs.mkdir(directory);
    for (const tool of TOOLS) {
        const from = await findGoTool(tool);
        for (const program of from ? await fs.readdir(from) : []) await fs.symlink(path.join(from!, program), path.join(directory, program));
    }
    return directory;
}
