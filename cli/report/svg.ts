/** The few shapes that pictures are made of, and how wide a text will be. */
import { Markup, markup } from "./markup";

export interface Rectangle {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

export const right = ({ x, width }: Rectangle): number => x + width;
export const bottom = ({ y, height }: Rectangle): number => y + height;

export function box({ x, y, width, height }: Rectangle, style: string, radius = 8): Markup {
    return markup`<rect class="${style}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>
`;
}

export function text(x: number, y: number, content: string, style = "", anchor: "start" | "middle" | "end" = "start"): Markup {
    return markup`<text class="${style}" x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>
`;
}

/** A line through points, with a head at its end. */
export function arrow(points: readonly (readonly [number, number])[], style = "flow"): Markup {
    const path = points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ");
    return markup`<path class="${style}" d="${path}" marker-end="url(#head)"/>
`;
}

/** A server's connection to a zone: a dot with its address. */
export function plug(x: number, y: number, address: string): Markup {
    return markup`<circle class="plug" cx="${x}" cy="${y - 4}" r="4"/>
${text(x + 10, y, address, "address")}`;
}

const NARROW = /[ijltfrI.,:;'|!()[\] -]/;
const WIDE = /[mwA-HJ-Z×→]/;

/** Width of a text in Helvetica or what stands in for it. No browser is asked: the picture is the same on every machine. */
export function widthOf(content: string, size: number): number {
    const ems = [...content].map((character) => (NARROW.test(character) ? 0.31 : WIDE.test(character) ? 0.8 : 0.56));
    return Math.ceil(ems.reduce((sum, em) => sum + em, 0) * size);
}

/** Items as lines no wider than `width`, separated as given. */
export function wrap(items: readonly string[], separator: string, size: number, width: number): string[] {
    return items.reduce<string[]>((lines, item) => {
        const longer = `${lines.at(-1)}${separator}${item}`;
        if (lines.length === 0) return [item];
        const before = lines.slice(0, -1);
        return widthOf(longer, size) > width ? [...before, `${lines.at(-1)}${separator.trimEnd()}`, item] : [...before, longer];
    }, []);
}
