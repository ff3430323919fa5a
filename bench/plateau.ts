/** Plateau's own times: a whole environment on a machine where tools and images are there. */
import * as path from "node:path";
import { ROOT } from "../setup/paths";
import { run } from "../setup/run";
import { memoryMiB, timed } from "./measure";

const ENV = "bench";

export interface PlateauMeasures {
    readonly upSeconds: number;
    readonly secondUpSeconds: number;
    readonly previewSeconds: number;
    readonly downSeconds: number;
    readonly memoryMiB: number;
    /** What the engine counts in a second `up`. */
    readonly resources: number;
}

export async function measurePlateau(): Promise<PlateauMeasures> {
    const plateau = (...args: string[]) => run(path.join(ROOT, "plateau"), [...args, "--env", ENV]);
    await plateau("down"); // of a run that was killed
    try {
        const up = await timed("up", () => plateau("up"));
        const second = await timed("second up", () => plateau("up", "--json"));
        const preview = await timed("preview", () => plateau("preview"));
        const memory = await memoryMiB(`label=plateau.environment=${ENV}`);
        const down = await timed("down", () => plateau("down"));
        const { changes } = JSON.parse(second.result) as { changes: { same: number } };
        return {
            upSeconds: up.seconds,
            secondUpSeconds: second.seconds,
            previewSeconds: preview.seconds,
            downSeconds: down.seconds,
            memoryMiB: memory,
            resources: changes.same,
        };
    } finally {
        await plateau("down");
    }
}
