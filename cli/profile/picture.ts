/** The profile as one picture: what it comes to, the chart, and the longest of all. */
import { Markup, markup } from "../report/markup";
import { box, text, widthOf } from "../report/svg";
import { criticalPath, gaps, lasts, type CriticalPath, type Dependencies } from "./analysis";
import { chart } from "./chart";
import { duration, MARGIN, SIZE, WIDTH } from "./layout";
import { STYLE } from "./style";
import { tables } from "./table";
import type { Span } from "./trace";

/** Upper end of the chart. */
const TOP = 96;

/** Class of a bar, and what it stands for. */
const LEGEND: readonly (readonly [string, string])[] = [
    ["step", "step of the set-up"],
    ["resource", "resource"],
    ["task", "task of a playbook"],
    ["critical", "on the critical path"],
    ["gap", "nothing under way"],
];

export interface Profile {
    readonly spans: readonly Span[];
    readonly dependencies: Dependencies;
    readonly startedAt: Date;
}

export function picture({ spans, dependencies, startedAt }: Profile): string {
    const run = spans[0]!;
    const path = criticalPath(spans, dependencies);
    const bars = chart(spans, path, TOP);
    const longest = tables(spans, path, bars.bottom + 2 * MARGIN);
    const height = longest.bottom + MARGIN;
    const title = `${run.title}: ${duration(lasts(run))}${run.failed ? ", failed" : ""}`;
    return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"
 lang="en" role="img" aria-labelledby="title description">
<title id="title">${title}</title>
<desc id="description">${summary(spans, path)} The dependencies of the resources are ${dependencies.size > 0 ? "known" : "not known"}.</desc>
<style>${new Markup(STYLE)}</style>
${box({ x: 0, y: 0, width: WIDTH, height }, "ground", 0)}${text(MARGIN, 32, title, "title")}
${text(WIDTH - MARGIN, 32, startedAt.toISOString(), "soft", "end")}${text(MARGIN, 56, summary(spans, path), "lead")}
${legend()}${bars.shapes}${longest.shapes}</svg>
`.text;
}

function summary(spans: readonly Span[], { spans: path, waiting }: CriticalPath): string {
    const working = path.reduce((sum, span) => sum + lasts(span), 0);
    const idle = gaps(spans).reduce((sum, gap) => sum + lasts(gap), 0);
    return `Critical path: ${path.length} steps and resources, ${duration(working)} at work and ${duration(waiting)} waiting. Nothing at all under way: ${duration(idle)}.`;
}

function legend(): Markup[] {
    let x = MARGIN;
    return LEGEND.flatMap(([style, words]) => {
        const place = { x, y: 72, width: 18, height: 10 };
        x += 24 + widthOf(words, SIZE) + 24;
        return [box(place, style, 1), text(place.x + 24, 81, words, "soft")];
    });
}
