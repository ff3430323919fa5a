/** What a run that is dead has left behind, and what only looks as if it were one's. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { identityOf, pidNamespace } from "../../../setup/process-table";
import { beginRun, clearDeadRuns } from "../../../setup/runs";

jest.mock("node:os", () => ({ ...jest.requireActual<object>("node:os"), tmpdir: jest.fn() }));
const { tmpdir } = jest.requireActual<typeof os>("node:os");

let place: string;
beforeEach(() => {
    place = mkdtempSync(path.join(tmpdir(), "plateau-runs-"));
    jest.mocked(os.tmpdir).mockReturnValue(place);
});
afterEach(() => rmSync(place, { recursive: true }));

/** Longer than any process number of Linux. */
const NOBODY = 99_999_999;

test.each([
    ["a run that is dead", () => `plateau-${NOBODY}-1-${pidNamespace()}`, false],
    ["a run whose number another process has now", () => `plateau-${process.pid}-1-${pidNamespace()}`, false],
    ["a run that is alive", () => `plateau-${identityOf(process.pid)!}-${pidNamespace()}`, true],
    ["a run in a container with the same directory of temporary files", () => `plateau-${NOBODY}-1-x`, true],
    ["somebody else's directory", () => "plateau-of-granite", true],
])("%s", async (_what, name, stays) => {
    const directory = path.join(place, name());
    mkdirSync(directory);
    await clearDeadRuns();
    expect(existsSync(directory)).toBe(stays);
});

test("a directory for temporary files in which no socket could be made is refused, and nothing is begun", async () => {
    jest.mocked(os.tmpdir).mockReturnValue(`/tmp/${"long".repeat(15)}`);
    const before = { ...process.env };
    delete process.env.TMPDIR; // as the run would take it first
    try {
        await expect(beginRun()).rejects.toThrow(`/tmp/${"long".repeat(15)}, has too long a path`);
        expect(process.env.PLATEAU_RUN).toBe(before.PLATEAU_RUN);
    } finally {
        process.env = before;
    }
});
