/** Kills `up` again and again, each run at the first place that it comes to: that the next goes on is the recovery. */
import { boundaryOf, describePlace, pluginOf, type Place, type Resource } from "./places";
import type { Random } from "./random";
import { Victim, type VictimOptions } from "./victim";

/** A run that was killed. */
export interface Killed {
    readonly place: Place;
    readonly seconds: number;
    /** What it was making when it ended, the place's own resource among it. */
    readonly underWay: readonly string[];
}

export interface CascadeResult {
    readonly killed: readonly Killed[];
    /** Seconds that the last run took, which was let alone. */
    readonly lastSeconds: number;
}

/**
 * @param places are looked for at once. One whose resource was made while another place was killed is moved to a resource
 *     that is still to be made, of the same type if there is one
 * @throws where a run fails that nobody has killed
 */
export async function killAtEach(places: readonly Place[], resources: readonly Resource[], random: Random, args: readonly string[], options: VictimOptions, note: (text: string) => void): Promise<CascadeResult> {
    let open = [...places];
    const made = new Set<string>();
    const killed: Killed[] = [];
    for (;;) {
        const since = Date.now();
        const begun = new Set<string>();
        let hit: Place | undefined;
        const victim = await Victim.start(args, {
            ...options,
            onEvent(event) {
                const boundary = boundaryOf(event);
                if (boundary?.made || boundary?.moment === "after") made.add(boundary.urn);
                else if (boundary) begun.add(boundary.urn);
                if (hit || !boundary || boundary.made) return;
                const place = open.find(({ urn, moment }) => urn === boundary.urn && moment === boundary.moment);
                if (!place || victim.find(place.target) === undefined) return; // the plugin has not been started yet
                hit = place;
                setTimeout(() => victim.kill(place.target, place.signal), place.delay).unref();
            },
        });
        const status = await victim.end().catch((error: unknown) => {
            note(`${hit && describePlace(hit)}: ${String(error)}`);
            throw error;
        });
        const seconds = (Date.now() - since) / 1000;
        if (!hit) {
            if (status !== 0) note(victim.output.slice(-4000));
            if (status !== 0) throw new Error(`A run that nobody killed ended with status ${status}; before it: ${describe(killed.at(-1))}.\n${victim.output.slice(-4000)}`);
            return { killed, lastSeconds: seconds };
        }
        const underWay = [...begun].filter((urn) => !made.has(urn) || urn === hit!.urn);
        killed.push({ place: hit, seconds, underWay });
        note(`${String(killed.length).padStart(3)}  ${seconds.toFixed(1).padStart(5)} s  ${describePlace(hit)}; ended with ${status ?? "a signal"}, ${underWay.length} under way`);
        open = open.filter((place) => place !== hit).flatMap((place) => moved(place, made, open, resources, random));
    }
}

const describe = (killed: Killed | undefined) => (killed ? describePlace(killed.place) : "none");

function moved(place: Place, made: ReadonlySet<string>, open: readonly Place[], resources: readonly Resource[], random: Random): Place[] {
    if (!made.has(place.urn)) return [place];
    const taken = new Set(open.map(({ urn }) => urn));
    const free = resources.filter(({ urn, type }) => pluginOf(type) && !made.has(urn) && !taken.has(urn));
    const alike = free.filter(({ type }) => type === place.type);
    if (free.length === 0) return [];
    const { urn, type } = random.pick(alike.length > 0 ? alike : free);
    const isPlugin = place.target !== "command" && place.target !== "engine";
    return [{ ...place, urn, type, moment: "before", delay: 0, target: isPlugin ? pluginOf(type)! : place.target }];
}
