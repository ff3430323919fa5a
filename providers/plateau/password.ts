import { randomInt } from "node:crypto";
import type { ResourceType } from "../kit/types";

interface Inputs {
    length: number;
}

interface Outputs extends Inputs {
    value: string;
}

/** No character that a configuration file, a URL or a shell would have to quote. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A random password. 32 of 62 characters are 190 bits. */
export const password: ResourceType<Inputs, Outputs> = {
    props: { length: { default: 32, replace: true } },
    outputs: { value: { secret: true, stable: true } },
    async create({ length }, { name }) {
        const value = Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
        return { id: name, outputs: { length, value } };
    },
    async delete() {
        // Nothing exists outside the state.
    },
};
