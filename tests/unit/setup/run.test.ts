/** What a signal ends is ended with all that it started, whoever had it started. */
import { execute } from "../../../providers/plateau/execute";
import { identityOf } from "../../../setup/process-table";
import { waitUntil } from "../../../referential/wait";
import { run, stopWith, succeeds } from "../../../setup/run";

/** Says the number of a program that it has started, and neither of them ends when asked to. */
const STUBBORN = 'trap "" TERM; sleep 300 & echo $!; wait; wait';
const REASON = new Error("the user wants to stop");

const starters = {
    run: (signal: AbortSignal, onLine: (line: string) => void) => run("sh", ["-c", STUBBORN], { signal, onLine }),
    execute: (signal: AbortSignal, onLine: (line: string) => void) => execute("sh", ["-c", STUBBORN], { signal, onLine }),
    "run with the signal of all": (signal: AbortSignal, onLine: (line: string) => void) => {
        stopWith(signal);
        return run("sh", ["-c", STUBBORN], { onLine });
    },
};

afterEach(() => stopWith(new AbortController().signal));

test.each(Object.entries(starters))("%s", async (_name, start) => {
    const abort = new AbortController();
    let program = 0;
    const ended = start(abort.signal, (line) => {
        program = Number(line);
        abort.abort(REASON);
    });
    await expect(ended).rejects.toBe(REASON);
    expect(program).toBeGreaterThan(1);
    // The signal has been sent; the kernel may take its time on a busy machine.
    await waitUntil({ what: "the program's end", limitSeconds: 5 }, async () => (identityOf(program) === undefined ? true : undefined));
}, 20_000);

test("after the signal nothing is started, and that is not the program's failure", async () => {
    stopWith(AbortSignal.abort(REASON));
    await expect(run("true", [])).rejects.toBe(REASON);
    await expect(succeeds("true", [])).rejects.toBe(REASON);
});

test("a program that fails or does not exist does not succeed", async () => {
    expect(await succeeds("false", [])).toBe(false);
    expect(await succeeds("/nonexistent/program", [])).toBe(false);
});
