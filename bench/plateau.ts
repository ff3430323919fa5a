/** Plateau's own times: a whole environment on a machine where tools and images are there. */
import * as path from "node:path";
import type { Machine } from "../setup/machine";
import { ROOT } from "../setup/paths";
import { run } from "../setup/run";
import { measureFloor } from "./floor";
import { memoryMiB, settle, timed } from "./measure";

const ENV = "bench";

export interface PlateauMeasures {
    readonly upSeconds: number;
    readonly secondUpSeconds: number;
    readonly previewSeconds: number;
    readonly downSeconds: number;
    readonly memoryMiB: number;
    /** Pulumi's own second `up` of as many resources, with the environment running beside it as it does beside ours. */
    readonly floorSeconds: number;
    /** What the engine counts in a second `up`. */
    readonly resources: number;
}

export async function measurePlateau(machine: Machine): Promise<PlateauMeasures> {
    const plateau = (...args: string[]) => run(path.join(ROOT, "plateau"), [...args, "--env", ENV]);
    await plateau("down"); // of a run that was killed
    try {
        const up = await timed("up", () => plateau("up"));
        await settle();
        const second = await timed("second up", () => plateau("up", "--json"));
        const { changes } = JSON.parse(second.result) as { changes: { same: number } };
        const floor = await measureFloor(machine, changes.same);
        const preview = await timed("preview", () => plateau("preview"));
        const memory = await memoryMiB(`label=plateau.environment=${ENV}`);
        const down = await timed("down", () => plateau("down"));
        return {
            upSeconds: up.seconds,
            secondUpSeconds: second.seconds,
            previewSeconds: preview.seconds,
            downSeconds: down.seconds,
            memoryMiB: memory,
            floorSeconds: floor,
            resources: changes.same,
        };
    } finally {
        await plateau("down");
    }
}
