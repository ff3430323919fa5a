/** Where things are in the picture: names on the left, time from left to right, one row a span. */
import { widthOf } from "../report/svg";
import type { Markup } from "../report/markup";
import { lasts } from "./analysis";
import type { Span } from "./trace";

export const WIDTH = 1200;
export const MARGIN = 20;
export const ROW = 16;
/** Of letters, pixels. */
export const SIZE = 11;

/** Time begins here; left of it are the names. */
export const LEFT = 372;
/** The run ends here; right of it is room for how long the last span took. */
export const RIGHT = 1120;

/** Rows after which the axis is drawn again, so that it is in sight anywhere. */
const PAGE = 40;

/** Labels on the axis, at most. */
const MOST_TICKS = 12;

export interface Drawn {
    readonly shapes: readonly Markup[];
    /** Lower end. */
    readonly bottom: number;
}

export interface Line {
    /** Upper end. */
    readonly y: number;
    readonly span?: Span;
    /** Of an axis. A line with neither span nor title is empty. */
    readonly title?: string;
}

/** The run, then set-up and engine each below an axis of its own; tasks below their playbook. */
export function linesOf([run, ...spans]: readonly Span[], top: number): Line[] {
    const setUp = spans.filter(({ kind }) => kind === "step");
    const tasks = Map.groupBy(spans, ({ within }) => within);
    const engine = (tasks.get(undefined) ?? []).filter(({ kind }) => kind !== "step").flatMap((span) => [span, ...(tasks.get(span) ?? [])]);
    const lines: Omit<Line, "y">[] = [{}, { span: run }, ...paged("Set-up", setUp), ...paged("Engine", engine), { title: "" }];
    return lines.map((line, index) => ({ ...line, y: top + index * ROW }));
}

function paged(title: string, spans: readonly Span[]): Omit<Line, "y">[] {
    return spans.flatMap((span, index) => {
        if (index % PAGE > 0) return [{ span }];
        return index === 0 ? [{}, { title }, { span }] : [{ title: `${title}, continued` }, { span }];
    });
}

/** From milliseconds since the run began to a place. */
export type Scale = (milliseconds: number) => number;

/** To a tenth of a pixel: the same spans give the same picture on every machine. */
export function scaleOf(run: Span): Scale {
    const perMillisecond = (RIGHT - LEFT) / Math.max(lasts(run), 1);
    return (milliseconds) => round(LEFT + milliseconds * perMillisecond);
}

export const round = (pixels: number): number => Math.round(pixels * 10) / 10;

/** Points in time with a label, milliseconds: 1, 2 or 5 times a power of ten apart. */
export function ticksOf(run: Span): number[] {
    const steps = Array.from({ length: 8 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** (power + 1))).flat();
    const step = steps.find((candidate) => lasts(run) / candidate < MOST_TICKS) ?? steps.at(-1)!;
    return Array.from({ length: Math.floor(lasts(run) / step) + 1 }, (_, index) => index * step);
}

/** "4 ms", "0.8 s", "93.4 s": always seconds, as on the axis. */
export function duration(milliseconds: number): string {
    return milliseconds < 100 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A title that fits; the whole of it is in the tooltip. Bold letters are a tenth wider. */
export function shortened(title: string, width: number, bold = false): string {
    const size = bold ? SIZE * 1.1 : SIZE;
    if (widthOf(title, size) <= width) return title;
    const characters = [...title];
    while (characters.length > 0 && widthOf(`${characters.join("")}…`, size) > width) characters.pop();
    return `${characters.join("").trimEnd()}…`;
}
