/** Encryption to a key that somebody else holds, in the format age (age-encryption.org/v1): the program `age` reads it, too. */
import * as fs from "node:fs/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { Decrypter, Encrypter } from "age-encryption";
import { UserError } from "../errors";

/** Encrypts a stream as it passes. */
export type Encrypt = (plain: Readable) => Promise<Readable>;
/** Decrypts a stream as it passes; its first bytes say whether the key fits, before anything comes out. */
export type Decrypt = (encrypted: Readable) => Promise<Readable>;

/** @throws UserError where the text is no recipient */
export function encrypterTo(recipient: string): Encrypt {
    const encrypter = new Encrypter();
    try {
        encrypter.addRecipient(recipient);
    } catch {
        throw new UserError("USAGE", `"${recipient}" is not a recipient of age ("age1…"); "age-keygen" makes one, with the key that belongs to it.`);
    }
    return async (plain) => fromWeb(await encrypter.encrypt(toWeb(plain)));
}

/**
 * @param file of `age-keygen`: one identity a line, comments between them
 * @throws UserError where there is none in it
 */
export async function decrypterWith(file: string): Promise<Decrypt> {
    const text = await fs.readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        throw new UserError("EXPORT_KEY", `The identity ${file} cannot be read (${error.code}).`);
    });
    const lines = text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
    const decrypter = new Decrypter();
    try {
        for (const line of lines) decrypter.addIdentity(line);
    } catch {
        lines.length = 0; // the library's own words would show the line, which is a secret or was meant to be one
    }
    if (lines.length === 0) throw new UserError("EXPORT_KEY", `${file} is not an identity file of age: each line of it is a key ("AGE-SECRET-KEY-1…") or a comment.`);
    return async (encrypted) => {
        try {
            return fromWeb(await decrypter.decrypt(toWeb(encrypted)));
        } catch {
            encrypted.destroy();
            throw new UserError("EXPORT_KEY", `No key in ${file} belongs to the recipient that the export is encrypted to.`);
        }
    };
}

/** The library has the types of browsers; Node.js has the same streams under types of its own. */
const toWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as globalThis.ReadableStream<Uint8Array>;
const fromWeb = (stream: globalThis.ReadableStream<Uint8Array>) => Readable.fromWeb(stream as unknown as ReadableStream);
