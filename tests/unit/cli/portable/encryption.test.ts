import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { decrypterWith, encrypterTo } from "../../../../cli/portable/encryption";

let directory: string;
let key: string;
let other: string;

beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(os.tmpdir(), "plateau-age-"));
    [key, other] = [await generateX25519Identity(), await generateX25519Identity()];
});
afterAll(() => fs.rm(directory, { recursive: true, force: true }));

async function identityFile(text: string): Promise<string> {
    const file = path.join(directory, "identity");
    await fs.writeFile(file, text);
    return file;
}

const encrypted = async (content: Buffer) => buffer(await encrypterTo(await identityToRecipient(key))(Readable.from([content])));

test("what is encrypted to a recipient is read with its key, and shows nothing without", async () => {
    const content = Buffer.alloc(200_000, "a row of a table\n"); // more than one of the format's pieces of 64 KiB
    const hidden = await encrypted(content);
    expect(hidden.toString("latin1")).toMatch(/^age-encryption.org\/v1\n/);
    expect(hidden.includes("a row")).toBe(false);
    const decrypt = await decrypterWith(await identityFile(`# created: today\n# public key: age1…\n${key}\n`));
    expect((await buffer(await decrypt(Readable.from([hidden])))).equals(content)).toBe(true);
});

test("another key is refused before anything comes out", async () => {
    const hidden = await encrypted(Buffer.from("rows"));
    const decrypt = await decrypterWith(await identityFile(`${other}\n`));
    await expect(decrypt(Readable.from([hidden]))).rejects.toMatchObject({ code: "EXPORT_KEY" });
});

test("a stream that was cut off or changed does not end well", async () => {
    const hidden = await encrypted(Buffer.alloc(100_000, "rows"));
    const decrypt = await decrypterWith(await identityFile(key));
    hidden[hidden.length - 30]! ^= 1;
    for (const spoilt of [hidden, hidden.subarray(0, 70_000)]) await expect(decrypt(Readable.from([spoilt])).then(buffer)).rejects.toThrow();
});

test.each([["age1nonsense"], ["AGE-SECRET-KEY-1"], ["ssh-ed25519 AAAA"], [""]])("%j is no recipient", (text) => {
    expect(() => encrypterTo(text)).toThrow(expect.objectContaining({ code: "USAGE" }));
});

test("an identity file that is none is refused without a word of what is in it", async () => {
    for (const text of ["", "# only a comment\n", "hunter2\n", `${key}\nhunter2\n`]) {
        const error = (await decrypterWith(await identityFile(text)).catch((thrown: unknown) => thrown)) as Error;
        expect(error).toMatchObject({ code: "EXPORT_KEY" });
        expect(error.message).not.toMatch(/hunter2|SECRET-KEY-1[^…]/);
    }
    await expect(decrypterWith(path.join(directory, "nowhere"))).rejects.toMatchObject({ code: "EXPORT_KEY", message: expect.stringContaining("ENOENT") as string });
});
