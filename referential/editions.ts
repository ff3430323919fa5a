/** The editions that Plateau can verify. A new one is a folder beside `asd-2021/` and a line here. */
import { asd2021 } from "./asd-2021/title";
import type { Edition } from "./edition";

export const EDITIONS: readonly Edition[] = [asd2021];

/** Edition of today's exams. */
export const CURRENT_EDITION = asd2021;

/** Edition by id; throws with the ids that exist. */
export function editionById(id: string): Edition {
    const found = EDITIONS.find((edition) => edition.id === id);
    if (!found) throw new RangeError(`There is no edition "${id}". Editions: ${EDITIONS.map((e) => e.id).join(", ")}.`);
    return found;
}
