/** The longest spans as a table: how long, from when, what. */
import { markup } from "../report/markup";
import { text } from "../report/svg";
import { lasts, type CriticalPath } from "./analysis";
import { duration, MARGIN, shortened, WIDTH, type Drawn } from "./layout";
import type { Span } from "./trace";

const LONGEST = 15;
const LINE = 17;

/** Right ends of the columns with numbers, and beginning of the one with names, from the table's left. */
const COLUMNS = { lasts: 60, start: 130, title: 146 };

interface Place {
    readonly x: number;
    readonly y: number;
    readonly width: number;
}

/** Two tables side by side. */
export function tables(spans: readonly Span[], path: CriticalPath, y: number): Drawn {
    const width = WIDTH / 2 - 2 * MARGIN;
    const of = (kinds: readonly string[]) => spans.filter(({ kind }) => kinds.includes(kind));
    const left = table("Longest steps and resources", of(["step", "resource"]), path, { x: MARGIN, y, width });
    const right = table("Longest tasks of playbooks", of(["task"]), path, { x: WIDTH / 2 + MARGIN, y, width });
    return { shapes: [...left.shapes, ...right.shapes], bottom: Math.max(left.bottom, right.bottom) };
}

function table(title: string, spans: readonly Span[], path: CriticalPath, { x, y, width }: Place): Drawn {
    const longest = [...spans].sort((a, b) => lasts(b) - lasts(a)).slice(0, LONGEST);
    const cells = (row: number, words: readonly [string, string, string], style: string) => {
        const baseline = y + row * LINE;
        return [
            text(x + COLUMNS.lasts, baseline, words[0], style, "end"),
            text(x + COLUMNS.start, baseline, words[1], style, "end"),
            text(x + COLUMNS.title, baseline, shortened(words[2], width - COLUMNS.title, style === "on"), style),
        ];
    };
    const rows = longest.map((span, index) => {
        const name = span.within ? `${span.title} · ${span.within.title}` : span.title;
        const style = path.spans.includes(span.within ?? span) ? "on" : "";
        return markup`<g><title>${name}</title>
${cells(index + 2, [duration(lasts(span)), duration(span.start), name], style)}</g>
`;
    });
    const head = longest.length > 0 ? cells(1, ["lasts", "from", ""], "soft") : [text(x, y + LINE, "None.", "soft")];
    return { shapes: [text(x, y, title, "heading"), ...head, ...rows], bottom: y + (longest.length + 2) * LINE };
}
