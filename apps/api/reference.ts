/** A booking's reference: short enough for the telephone, and no key to anything. */
import { randomInt } from "node:crypto";

/** Digits and capitals without those that are mistaken for another: no 0 O, 1 I L, 5 S, 8 B, U V. */
const ALPHABET = "234679ACDEFGHJKMNPQRTWXYZ";

/** Two groups of four, such as "F7Q2-9MXK": 1.5e11 of them, and the database refuses one that is taken. */
export function createReference(): string {
    const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    return `${group()}-${group()}`;
}
