/** Entry point of `plateau`: reads the command line, runs one verb, sets the exit status. */
import "./source-maps";
import { Command, CommanderError } from "commander";
import { isEnvironmentName } from "../infra/specification";
import { stopWith } from "../setup/run";
import { beginRun, endRun } from "../setup/runs";
import { commandOf, sentence } from "./command-line";
import { UserError } from "./errors";
import { explain, UserInterrupt } from "./explain";
import { TerminalProgress } from "./progress";
import type { Verb, VerbOptions } from "./verb";
import { loadVerbs } from "./verbs";

/** How long the work may take to stop in order, milliseconds; the engine ends the operations under way first. */
const ORDERLY_END = 60_000;

async function main(argv: string[]): Promise<number> {
    let status = 0;
    const program = new Command("plateau")
        .description("A complete, supervised platform on one machine: up provisions it, verify proves it, down takes it away.")
        .exitOverride()
        .configureOutput({ outputError: () => undefined }) // printed below, with the remedy
        .showHelpAfterError(false);
    for (const verb of await loadVerbs(argv[2])) register(program, verb, (s) => (status = s));
    try {
        await program.parseAsync(argv);
    } catch (error) {
        if (!(error instanceof CommanderError)) throw error;
        // Help is no fault; it has been printed.
        if (error.exitCode === 0 || error.code === "commander.help") return argv.length > 2 ? error.exitCode : 0;
        throw new UserError("USAGE", sentence(error.message.replace(/^error: /, "")));
    }
    return status;
}

function register(program: Command, verb: Verb, done: (status: number) => void): void {
    const command = commandOf(verb).copyInheritedSettings(program);
    program.addCommand(command, { hidden: verb.hidden ?? false });
    command.action(async () => {
        const options = { ...command.opts(), args: command.args } as unknown as VerbOptions;
        if (!isEnvironmentName(options.env)) throw new UserError("ENVIRONMENT_NAME", `The name "${options.env}" cannot be an environment's: it is not a DNS label of at most 20 characters.`);
        const abort = new AbortController();
        // The first signal asks the work to stop in order; the second is the user's last word. Not `once`: a handler that is
        // taken away by its first call looks to a library of the Automation API as if nobody had handled the signal.
        for (const name of ["SIGINT", "SIGTERM"] as const) {
            process.on(name, () => {
                const end = () => process.exit(fail(new UserInterrupt()));
                if (abort.signal.aborted) return end();
                abort.abort(new UserInterrupt());
                // What does not stop in order is ended: whatever it was making is half-made, and never used.
                setTimeout(end, ORDERLY_END).unref();
            });
        }
        const progress = new TerminalProgress(process.stderr, options.verbose);
        if (!verb.hidden) await beginRun();
        stopWith(abort.signal);
        try {
            done(await verb.run(options, { progress, signal: abort.signal, print: (text) => process.stdout.write(`${text}\n`) }));
        } finally {
            await endRun();
        }
    });
}

/** Says what went wrong; returns the exit status. */
function fail(error: unknown): number {
    return explain(error, { verbose: process.argv.includes("--verbose"), say: (text) => process.stderr.write(`${text}\n`) });
}

/** Ends when all has been written: a reader of a pipe may be slower than a long document, and exit() waits for nobody. */
function end(status: number): void {
    process.stdout.write("", () => process.exit(status));
}

main(process.argv).then(end, (error) => end(fail(error)));
