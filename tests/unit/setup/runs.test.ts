/** What a run that is dead has left behind, and what only looks as if it were one's. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { identityOf, numbering } from "../../../setup/process-table";
import { clearDeadRuns } from "../../../setup/runs";

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
    ["a run that is dead", () => `plateau-${NOBODY}-1-${numbering()}`, false],
    ["a run whose number another process has now", () => `plateau-${process.pid}-1-${numbering()}`, false],
    ["a run that is alive", () => `plateau-${identityOf(process.pid)!}-${numbering()}`, true],
    ["a run in a container with the same directory of temporary files", () => `plateau-${NOBODY}-1-1`, true],
    ["somebody else's directory", () => "plateau-of-granite", true],
])("%s", async (_what, name, stays) => {
    const directory = path.join(place, name());
    mkdirSync(directory);
    await clearDeadRuns();
    expect(existsSync(directory)).toBe(stays);
});
