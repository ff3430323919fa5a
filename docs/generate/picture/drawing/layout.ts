/** Where the columns of the picture are: the machine on the left, then one column a zone, from the outside in. */
import type { Zone } from "../machine";
import type { Rectangle } from "../../../../cli/report/svg";

export const WIDTH = 1180;
export const MARGIN = 24;
/** Between columns, and between what stands in one. */
export const GAP = 10;

/** Below the title. */
export const TOP = 58;
/** Height of a zone's name, subnet and remark. */
export const ZONE_HEADER = 86;

/** Column of the machine's own ports and of the playbooks. */
export const MACHINE: Rectangle = { x: MARGIN, y: TOP, width: 180, height: 0 };

/** The widest column is the one in which Kubernetes is: the second. What is left belongs to it. */
const ZONE_WIDTHS = { first: 132, last: 228 };

/** Columns of the zones; their height is known once everything stands in them. */
export function columnsOf(zones: readonly Zone[]): Rectangle[] {
    const start = MACHINE.x + MACHINE.width + 2 * GAP;
    const gaps = GAP * (zones.length - 1);
    const middle = (WIDTH - MARGIN - start - gaps - ZONE_WIDTHS.first - ZONE_WIDTHS.last) / (zones.length - 2);
    let x = start;
    return zones.map((_, index) => {
        const width = index === 0 ? ZONE_WIDTHS.first : index === zones.length - 1 ? ZONE_WIDTHS.last : middle;
        const column = { x, y: TOP, width, height: 0 };
        x += width + GAP;
        return column;
    });
}

/** Cells of equal width in a row. */
export function cells(row: Rectangle, count: number): Rectangle[] {
    const width = (row.width - GAP * (count - 1)) / count;
    return Array.from({ length: count }, (_, index) => ({ ...row, x: row.x + index * (width + GAP), width }));
}
