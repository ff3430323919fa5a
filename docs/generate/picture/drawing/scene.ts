/** What every part of the drawing gets, and what it gives back. */
import type { Picture } from "../model";
import type { Server } from "../machine";
import type { Markup } from "../../../../cli/report/markup";
import { GAP } from "./layout";
import { right, type Rectangle } from "../../../../cli/report/svg";
import type { Words } from "./words";

export interface Scene {
    readonly picture: Picture;
    readonly words: Words;
    /** Column of each zone, in the order of the zones. */
    readonly columns: readonly Rectangle[];
}

export interface Drawn {
    readonly shapes: Markup[];
    /** Lower end. */
    readonly bottom: number;
}

/** Column of a zone. */
export function columnOf({ picture, columns }: Scene, zone: string): Rectangle {
    return columns[picture.zones.findIndex(({ name }) => name === zone)]!;
}

/** A server reaches from its first zone to its last. */
export function span(scene: Scene, server: Server): { x: number; width: number } {
    const own = Object.keys(server.addresses).map((zone) => columnOf(scene, zone));
    const x = own[0]!.x + GAP;
    return { x, width: right(own.at(-1)!) - GAP - x };
}

export const roleOf = (words: Words, { role }: Server): string => words.roles[role] ?? role;
