/**
 * `npm run bench`: Plateau beside kind in one run, each as a ratio. The machine's noise is in both, so read the ratios.
 * With --json, one document on stdout. With --set-up, the set-up alone, see set-up.ts.
 */
import * as os from "node:os";
import { setUpMachine } from "../setup/machine";
import { SILENT } from "../setup/progress";
import { run } from "../setup/run";
import { measureKind } from "./kind";
import { measurePlateau } from "./plateau";
import { measureSetUp } from "./set-up";

const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100;

async function main(): Promise<void> {
    const setUp = process.argv.indexOf("--set-up");
    if (setUp > 0) {
        const measures = await measureSetUp(process.argv.slice(setUp + 1).filter((word) => !word.startsWith("--")));
        const document = { ...measures, setUpRatio: ratio(measures.setUpSeconds, measures.bareSeconds) };
        return void process.stdout.write(`${JSON.stringify(document, null, 4)}\n`);
    }
    const machine = await setUpMachine(SILENT);
    const node = machine.images["node"]!;
    const three = await measureKind(3, node);
    const plateau = await measurePlateau(machine);
    const one = await measureKind(1, node);
    const sizes = await Promise.all(Object.entries(machine.images).map(async ([name, tag]) => [name, await sizeMiB(tag)] as const));
    const document = {
        date: new Date().toISOString(),
        machine: { cores: os.cpus().length, memoryGiB: Math.round(os.totalmem() / 2 ** 30), engine: machine.engine.version },
        kind: [one, three],
        plateau,
        imagesMiB: Object.fromEntries(sizes),
        upRatio: ratio(plateau.upSeconds, three.createSeconds),
        secondUpRatio: ratio(plateau.secondUpSeconds, plateau.floorSeconds),
        downRatio: ratio(plateau.downSeconds, three.deleteSeconds),
        memoryRatio: ratio(plateau.memoryMiB, three.memoryMiB),
    };
    process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(document, null, 4)}\n` : table(document));
}

async function sizeMiB(tag: string): Promise<number> {
    return Math.round(Number(await run("docker", ["image", "inspect", "--format", "{{.Size}}", tag])) / 2 ** 20);
}

interface Document {
    readonly upRatio: number;
    readonly secondUpRatio: number;
    readonly downRatio: number;
    readonly memoryRatio: number;
}

function table({ upRatio, secondUpRatio, downRatio, memoryRatio }: Document): string {
    const rows = [
        ["up / kind's three nodes", upRatio],
        ["second up / Pulumi's own", secondUpRatio],
        ["down / kind delete", downRatio],
        ["memory / kind's three nodes", memoryRatio],
    ];
    return rows.map(([what, value]) => `${String(what).padEnd(30)}${value}\n`).join("");
}

void main();
