import { without, type KubeObject } from "./objects";

type Texts = Record<string, string>;

const encode = (text: string): string => Buffer.from(text).toString("base64");
const decode = (data: string): string => Buffer.from(data, "base64").toString();
const mapValues = (texts: Texts, change: (text: string) => string): Texts =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]));

/**
 * A Secret's `stringData` as the `data` that the API server would make of it. Sent as it is, a key that the program
 * drops would stay, because server-side apply does not see that `data` came from `stringData`.
 */
export function toWire(inputs: KubeObject): KubeObject {
    if (inputs.kind !== "Secret" || inputs.apiVersion !== "v1" || !inputs["stringData"]) {
        return inputs;
    }
    const data = { ...(inputs["data"] as Texts), ...mapValues(inputs["stringData"] as Texts, encode) };
    return { ...without(inputs, "stringData"), data };
}

/** Puts what came from the program's `stringData` back there. */
export function fromWire(wire: KubeObject, inputs: KubeObject): KubeObject {
    if (wire === inputs || toWire(inputs) === inputs) {
        return wire;
    }
    const given = inputs["stringData"] as Texts;
    const entries = Object.entries((wire["data"] ?? {}) as Texts);
    const texts = entries.filter(([key]) => Object.hasOwn(given, key));
    const others = entries.filter(([key]) => !Object.hasOwn(given, key));
    const hasData = inputs["data"] !== undefined || others.length > 0;
    return {
        ...without(wire, "data"),
        ...(hasData && { data: Object.fromEntries(others) }),
        stringData: mapValues(Object.fromEntries(texts), decode),
    };
}
