/** Places at which an `up` is killed: boundaries of the graph's resources, drawn so that every type has one. */
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Random } from "./random";
import { SIGNALS, type Signal, type Target } from "./victim";

export interface Resource {
    readonly urn: string;
    readonly type: string;
}

/** When the engine asks for a resource, or when it has got it. */
export type Moment = "before" | "after";

export interface Place extends Resource {
    readonly moment: Moment;
    /** How long the kill comes after that moment, milliseconds: in the middle of what takes its time. */
    readonly delay: number;
    readonly target: Target;
    readonly signal: Signal;
}

export const describePlace = ({ urn, moment, delay, target, signal }: Place) =>
    `${signal} of the ${target} ${delay > 0 ? `${(delay / 1000).toFixed(1)} s into` : moment} ${nameOf(urn)}`;

export const nameOf = (urn: string) => `${urn.split("::")[2]!.split("$").at(-1)!.split(":").at(-1)}/${urn.split("::").at(-1)}`;

/** The plugin that makes resources of a type; undefined for components, and for what the engine makes itself. */
export function pluginOf(type: string): "docker" | "kubernetes" | "plateau" | undefined {
    if (type.startsWith("docker:")) return "docker";
    if (type.startsWith("kubernetes:")) return "kubernetes";
    return /^plateau:index:(Certificate|CertificateAuthority|Password|Playbook|RegistryImage|SshKeyPair)$/.test(type) ? "plateau" : undefined;
}

/** Playbooks are many steps each: every one is killed in the middle, too, so often and within so many milliseconds. */
const PLAYBOOK = { type: "plateau:index:Playbook", times: 2, within: 12_000 };

/** Each signal with each target, in a random order, again and again. */
function* ways(random: Random): Generator<{ target: "command" | "engine" | "plugin"; signal: Signal }, never> {
    const all = (["command", "engine", "plugin"] as const).flatMap((target) => SIGNALS.map((signal) => ({ target, signal })));
    for (;;) yield* random.shuffled(all);
}

/**
 * @param count of places; each type has at least one, whatever it is. "all": both boundaries of every resource
 */
export function drawPlaces(resources: readonly Resource[], count: number | "all", random: Random): Place[] {
    const made = random.shuffled(resources.filter(({ type }) => pluginOf(type)));
    const at = (moment: Moment, delay = 0) => (resource: Resource) => ({ ...resource, moment, delay });
    const inTheMiddle = made
        .filter(({ type }) => type === PLAYBOOK.type)
        .flatMap((playbook) => Array.from({ length: PLAYBOOK.times }, () => at("before", 1 + random.below(PLAYBOOK.within))(playbook)));
    // The first of its type is looked for before it begins: the only one cannot be missed.
    const firsts = [...Map.groupBy(made, ({ type }) => type).values()].map(([first]) => first!);
    const others = made.filter((resource) => !firsts.includes(resource)).map((resource) => at(random.pick(["before", "after"] as const))(resource));
    const places =
        count === "all"
            ? [...inTheMiddle, ...made.flatMap((resource) => [at("before")(resource), at("after")(resource)])]
            : [...inTheMiddle, ...firsts.map(at("before")), ...others].slice(0, Math.max(count, inTheMiddle.length + firsts.length));
    const way = ways(random);
    return places.map((place) => {
        const { target, signal } = way.next().value;
        return { ...place, target: target === "plugin" ? pluginOf(place.type)! : target, signal };
    });
}

/** Which boundary of which resource an event is. What the run before has made is passed without a stop. */
export function boundaryOf({ resourcePreEvent, resOutputsEvent }: EngineEvent): { urn: string; moment: Moment; made: boolean } | undefined {
    const step = resourcePreEvent?.metadata ?? resOutputsEvent?.metadata;
    return step && { urn: step.urn, moment: resourcePreEvent ? "before" : "after", made: step.op === "same" };
}
