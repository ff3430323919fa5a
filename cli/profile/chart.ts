/** The chart: a bar a span over the axis of time, the critical path through them, and where nothing was under way. */
import { markup, type Markup } from "../report/markup";
import { box, text, widthOf } from "../report/svg";
import { gaps, lasts, type CriticalPath, type Interval } from "./analysis";
import { duration, LEFT, linesOf, MARGIN, ROW, round, scaleOf, shortened, SIZE, ticksOf, type Drawn, type Line, type Scale } from "./layout";
import type { Span } from "./trace";

/** Baseline of a row's text, and height of its bar. */
const BASELINE = 12;
const BAR = 10;

/** Tasks stand below their playbook. */
const INDENT = 14;

/** What is shorter could not be seen, pixels. */
const THINNEST = 1.5;

export function chart(spans: readonly Span[], path: CriticalPath, top: number): Drawn {
    const run = spans[0]!;
    const scale = scaleOf(run);
    const lines = linesOf(spans, top);
    const bottom = lines.at(-1)!.y + ROW;
    const ticks = ticksOf(run);
    const bands = gaps(spans).map((gap) => {
        const [x, width, label] = [scale(gap.start), widthOfBar(gap, scale), duration(lasts(gap))];
        const named = widthOf(label, SIZE) < width && text(round(x + width / 2), top + BASELINE, label, "soft", "middle");
        return markup`${box({ x, y: top, width, height: bottom - top - ROW }, "gap", 0)}${named}`;
    });
    const grid = ticks.map((tick) => markup`<path class="grid" d="M${scale(tick)} ${top + ROW}V${bottom - ROW}"/>
`);
    const rows = lines.map((line) => (line.span ? row(line.span, line.y, path, scale) : axis(line, ticks, scale)));
    return { shapes: [...bands, ...grid, ...connections(lines, path, scale), ...rows], bottom };
}

function axis({ title, y }: Line, ticks: readonly number[], scale: Scale): Markup {
    const labels = ticks.map((tick) => text(scale(tick), y + BASELINE, `${tick / 1000} s`, "axis", "middle"));
    return markup`${text(MARGIN, y + BASELINE, title ?? "", "heading")}${title !== undefined && labels}`;
}

function row(span: Span, y: number, path: CriticalPath, scale: Scale): Markup {
    const { title, kind, start, failed, within } = span;
    const critical = path.spans.includes(within ?? span);
    const x = MARGIN + (within ? INDENT : 0);
    const mark = failed ? "✗ " : "";
    const style = failed ? "bad" : critical ? "on" : within ? "soft" : "";
    const bar = { x: scale(start), y: y + (ROW - BAR) / 2, width: widthOfBar(span, scale), height: BAR };
    const name = shortened(mark + title, LEFT - 12 - x, failed || critical);
    const paint = [kind, critical && "critical", failed && "failed"].filter(Boolean).join(" ");
    return markup`<g><title>${title}: ${duration(lasts(span))}, from ${duration(start)}</title>
${text(x, y + BASELINE, name, style)}${box(bar, paint, 1)}${text(round(bar.x + bar.width + 4), y + BASELINE, duration(lasts(span)), `time ${style || "soft"}`)}</g>
`;
}

function widthOfBar({ start, end }: Interval, scale: Scale): number {
    return round(Math.max(scale(end) - scale(start), THINNEST));
}

/** From the end of each span on the path to the beginning of the next: down, then over the time that was waited. */
function connections(lines: readonly Line[], { spans }: CriticalPath, scale: Scale): Markup[] {
    const middles = new Map(lines.map(({ span, y }) => [span, y + ROW / 2]));
    return spans.slice(1).map(
        (span, index) => markup`<path class="path" d="M${scale(spans[index]!.end)} ${middles.get(spans[index])!}V${middles.get(span)!}H${scale(span.start)}"/>
`,
    );
}
