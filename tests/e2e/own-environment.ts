/** An environment that is up for all tests of a file, and gone afterwards. */
import { plateau, plateauJson } from "./command";

const MINUTE = 60_000;

export interface Up {
    readonly changes: Readonly<Record<string, number>>;
    readonly restarted: readonly string[];
}

/** Returns what brings it up again. */
export function ownEnvironment(name: string): () => Promise<Up> {
    const up = () => plateauJson<Up>("up", "--env", name);
    beforeAll(async () => {
        await plateau("down", "--env", name);
        await up();
    }, 20 * MINUTE);
    afterAll(() => plateau("down", "--env", name), 5 * MINUTE);
    return up;
}
