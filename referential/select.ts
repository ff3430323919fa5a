/** Which criteria a run is about: `CP7`, `CP7.2`, `CP2,CP7,CP10`. */
import { competenciesOf, type Criterion, type Edition } from "./edition";

/** The selection names something that the edition does not have; the message lists what it has. */
export class SelectionError extends Error {
    override readonly name = "SelectionError";
}

/** Criteria of the selection in the referential's order, each once; all of them if there is no selection. */
export function select(edition: Edition, selection?: string): Criterion[] {
    const competencies = competenciesOf(edition);
    const all = competencies.flatMap((competency) => competency.criteria);
    if (selection === undefined) return all;
    const wanted = selection
        .split(",")
        .map((item) => item.trim().toUpperCase())
        .filter((item) => item !== "");
    const known = new Set([...competencies, ...all].map(({ id }) => id));
    const unknown = wanted.filter((id) => !known.has(id));
    if (wanted.length === 0 || unknown.length > 0) throw new SelectionError(sentence(edition, unknown));
    return competencies.flatMap(({ id, criteria }) =>
        criteria.filter((criterion) => wanted.includes(id) || wanted.includes(criterion.id)),
    );
}

function sentence(edition: Edition, unknown: string[]): string {
    const valid = competenciesOf(edition).map(({ id, criteria }) => `${id} (${id}.1 to ${criteria.at(-1)!.id})`);
    const fault =
        unknown.length === 0 ? "The selection is empty" : `Edition ${edition.id} has no ${unknown.join(", ")}`;
    return `${fault}. Choose among ${valid.join(", ")}.`;
}
