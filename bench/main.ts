/**
 * `npm run bench`: Plateau beside kind in three rounds, each goal as the median of their ratios. About a quarter of an hour.
 * With --json, one document on stdout. With --set-up, the set-up alone, see set-up.ts.
 */
import * as os from "node:os";
import { setUpMachine } from "../setup/machine";
import { SILENT } from "../setup/progress";
import { run } from "../setup/run";
import { measureKind, type KindMeasures } from "./kind";
import { measurePlateau, type PlateauMeasures } from "./plateau";
import { measureSetUp } from "./set-up";

/** Both sides one after the other, this often: a single time says little on a machine that others use, too. */
const ROUNDS = 3;

const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100;

interface Round {
    readonly kind: KindMeasures;
    readonly plateau: PlateauMeasures;
}

async function main(): Promise<void> {
    const setUp = process.argv.indexOf("--set-up");
    if (setUp > 0) {
        const measures = await measureSetUp(process.argv.slice(setUp + 1).filter((word) => !word.startsWith("--")));
        const document = { ...measures, setUpRatio: ratio(measures.setUpSeconds, measures.bareSeconds) };
        return void process.stdout.write(`${JSON.stringify(document, null, 4)}\n`);
    }
    const machine = await setUpMachine(SILENT);
    const node = machine.images["node"]!;
    const oneNode = await measureKind(1, node);
    const rounds: Round[] = [];
    for (let n = 0; n < ROUNDS; n++) rounds.push({ kind: await measureKind(3, node), plateau: await measurePlateau(machine) });
    const sizes = await Promise.all(Object.entries(machine.images).map(async ([name, tag]) => [name, await sizeMiB(tag)] as const));
    const document = {
        date: new Date().toISOString(),
        machine: { cores: os.cpus().length, memoryGiB: Math.round(os.totalmem() / 2 ** 30), engine: machine.engine.version },
        oneNode,
        rounds,
        imagesMiB: Object.fromEntries(sizes),
        upRatio: middle(rounds, ({ kind, plateau }) => ratio(plateau.upSeconds, kind.createSeconds)),
        secondUpRatio: middle(rounds, ({ plateau }) => ratio(plateau.secondUpSeconds, plateau.floorSeconds)),
        downRatio: middle(rounds, ({ kind, plateau }) => ratio(plateau.downSeconds, kind.deleteSeconds)),
        memoryRatio: middle(rounds, ({ kind, plateau }) => ratio(plateau.memoryMiB, kind.memoryMiB)),
    };
    process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(document, null, 4)}\n` : table(document));
}

/** The median of a value over an odd number of rounds. */
function middle(rounds: readonly Round[], value: (round: Round) => number): number {
    return rounds.map(value).sort((a, b) => a - b)[(rounds.length - 1) / 2]!;
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
