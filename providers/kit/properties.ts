import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { OutputSpec, Properties, PropertySpec } from "./types";

/** What the engine sends in a preview for a value that only the update will know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Key and value by which the engine's wire format marks an object that is more than a plain object. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export const isObject = (value: unknown): value is Properties =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** Marks a value of an output as secret: the engine encrypts it in the state and masks it on the terminal. */
export const secret = (value: unknown): unknown =>
    isObject(value) && value[SIGNATURE] === SECRET ? value : { [SIGNATURE]: SECRET, value };

/** Takes the marks of secrets off. The configuration arrives with them although `acceptSecrets` is false. */
export function unwrap(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(unwrap);
    }
    if (!isObject(value)) {
        return value;
    }
    if (value[SIGNATURE] === SECRET) {
        return unwrap(value["value"]);
    }
    if (value[SIGNATURE] !== undefined) {
        throw new Error("Assets, archives and resource references are not supported as properties.");
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrap(inner)]));
}

/** Removes absent properties: to the engine a null and a missing input are two things, to a program they are one. */
function dense(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map((inner) => (inner === undefined ? null : dense(inner)));
    }
    if (!isObject(value)) {
        return value;
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
        throw new TypeError(`A property must be plain data, not ${value.constructor.name}.`);
    }
    const present = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
    return Object.fromEntries(present.map(([key, inner]) => [key, dense(inner)]));
}

export const toStruct = (properties: object): Struct =>
    Struct.fromJavaScript(dense(properties) as Record<string, JavaScriptValue>);

export const fromStruct = (struct: Struct | undefined): Properties =>
    struct ? (dense(unwrap(struct.toJavaScript())) as Properties) : {};

export const hasUnknown = (value: unknown): boolean =>
    value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value).some(hasUnknown));

/** Marks what the specifications call secret. */
export function markSecrets(properties: object, specs: object): Properties {
    const isSecret = new Map<string, PropertySpec | OutputSpec>(Object.entries(specs));
    const mark = ([key, value]: [string, unknown]): [string, unknown] => [
        key,
        isSecret.get(key)?.secret && value !== undefined && value !== null ? secret(value) : value,
    ];
    return Object.fromEntries(Object.entries(properties).map(mark));
}

/** Path as Pulumi prints it: `metadata.labels["app.kubernetes.io/name"]`, `spec.ports[0].port`. */
export const printPath = (path: readonly (string | number)[]): string =>
    path
        .map((part, index) => {
            if (typeof part === "number") {
                return `[${part}]`;
            }
            return /^[A-Za-z_$][\w$]*$/.test(part) ? `${index > 0 ? "." : ""}${part}` : `[${JSON.stringify(part)}]`;
        })
        .join("");
