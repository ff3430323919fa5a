import { run } from "../../../referential/lab/process";

test("gives output, error output and exit status back, whatever the status is", async () => {
    expect(await run("sh", ["-c", "cat; echo bad >&2; exit 3"], { stdin: "in" })).toEqual({
        stdout: "in",
        stderr: "bad\n",
        exitCode: 3,
    });
});

test("a program that does not read its input is no fault", async () => {
    expect(await run("true", [], { stdin: "x".repeat(1_000_000) })).toMatchObject({ exitCode: 0 });
});

test.each([
    ["is missing", "no-such-program", [], {}, "no-such-program could not be started: spawn no-such-program ENOENT"],
    ["ends by a signal", "/bin/sh", ["-c", "kill -TERM $$"], {}, "sh was ended by SIGTERM"],
    ["takes too long", "sleep", ["30"], { timeoutSeconds: 0.1 }, "sleep did not end within 0.1 s"],
    [
        "comes after its check's time",
        "sleep",
        ["30"],
        { signal: AbortSignal.abort() },
        "sleep was not started: the time of the check is over",
    ],
    ["never stops printing", "yes", [], {}, "yes printed more than 16 MiB"],
])("a program that %s is an error", async (_, program, args, options, message) => {
    await expect(run(program, args, options)).rejects.toThrow(message);
});

test("what the program has started ends with it, and nobody else who holds its output is waited for", async () => {
    const started = Date.now();
    await expect(run("sh", ["-c", "setsid sleep 5 & sleep 30"], { timeoutSeconds: 0.2 })).rejects.toThrow(
        "did not end within",
    );
    expect(Date.now() - started).toBeLessThan(2_000);
});

test("a program is ended with its check's time", async () => {
    const signal = AbortSignal.timeout(100);
    await expect(run("sleep", ["30"], { signal })).rejects.toThrow("sleep was ended: the time of the check is over");
});
