import type { KubeObject } from "./objects";
import { fromWire, toWire } from "./secret-data";

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
    typeof value === "object" && value !== null && !Array.isArray(value);

const present = (value: unknown): boolean => value !== undefined && value !== null;

/** By one of these the API tells the entries of a list apart. */
const ENTRY_KEYS = ["name", "containerPort", "port", "key", "ip", "mountPath", "topologyKey"];

export function same(left: unknown, right: unknown): boolean {
    if (Array.isArray(left) && Array.isArray(right)) {
        return left.length === right.length && left.every((entry, index) => same(entry, right[index]));
    }
    if (isObject(left) && isObject(right)) {
        const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
        return [...keys].every((key) => same(left[key], right[key]));
    }
    return left === right;
}

/** What is live of that which the inputs name: foreign labels, defaults and status are left out. */
export function project(inputs: unknown, live: unknown): unknown {
    if (Array.isArray(inputs) && Array.isArray(live)) {
        return projectList(inputs, live);
    }
    if (isObject(inputs) && isObject(live)) {
        const keys = Object.keys(inputs).filter((key) => present(live[key]));
        return Object.fromEntries(keys.map((key) => [key, project(inputs[key], live[key])]));
    }
    return live;
}

/** Entries that the inputs do not name stay: something was added to a list that the program believes complete. */
function projectList(inputs: unknown[], live: unknown[]): unknown[] {
    const key = ENTRY_KEYS.find((name) => inputs.every((entry) => isObject(entry) && name in entry));
    if (!key) {
        return live.map((entry, index) => (index < inputs.length ? project(inputs[index], entry) : entry));
    }
    return live.map((entry) => {
        const named = inputs.find((input) => isObject(entry) && (input as Fields)[key] === entry[key]);
        return named ? project(named, entry) : entry;
    });
}

/**
 * `wanted` is what the API server would make of the inputs now. Where it equals what is live there is no drift, and
 * the program's spelling stays: "0.5" is not a change of "500m", nor is a default that the API server filled in.
 */
function reconcile(inputs: unknown, live: unknown, wanted: unknown): unknown {
    if (same(live, wanted)) {
        return inputs;
    }
    if (isObject(inputs) && isObject(live) && isObject(wanted)) {
        const keys = Object.keys(inputs).filter((key) => present(live[key]) || !present(wanted[key]));
        return Object.fromEntries(keys.map((key) => [key, reconcile(inputs[key], live[key], wanted[key])]));
    }
    if (Array.isArray(inputs) && Array.isArray(live) && Array.isArray(wanted)) {
        const aligned = inputs.length === live.length && live.length === wanted.length;
        return aligned
            ? inputs.map((input, index) => reconcile(input, live[index], wanted[index]))
            : projectList(inputs, live);
    }
    return live;
}

/**
 * The inputs that would give the live object. Without `wanted`, because the API server refuses the inputs by now,
 * the live values count as they are spelt there.
 */
export function refreshedInputs(inputs: KubeObject, live: KubeObject, wanted: KubeObject | undefined): KubeObject {
    const given = toWire(inputs);
    const found = wanted ? reconcile(given, live, wanted) : project(given, live);
    return fromWire(found as KubeObject, inputs);
}
