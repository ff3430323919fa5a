import { generateKeyPairSync, type RSAKeyPairOptions } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { sshKeyPair } from "../../../providers/plateau/ssh-key-pair";
import type { Context } from "../../../providers/kit/types";
import { formsOf, secretsIn } from "../../e2e/secrets-search/forms";
import { Searcher } from "../../e2e/secrets-search/searcher";

/** With what JSON, URLs and base64 each spell in another way. */
const SECRET = { name: "password", value: 'gr?ei"f~>/+än' };
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Node.js' types do not know that an elliptic curve's key has an older form of its own. */
const pair = (kind: string, type: "pkcs1" | "pkcs8" | "sec1") =>
    generateKeyPairSync(kind as "rsa", {
        modulusLength: 2048,
        namedCurve: "P-256",
        publicKeyEncoding: { type: "spki", format: "pem" },
        privateKeyEncoding: { type: type as "pkcs8", format: "pem" },
    } as RSAKeyPairOptions<"pem", "pem">);

const keys = { RSA: pair("rsa", "pkcs8"), "RSA in its older form": pair("rsa", "pkcs1"), "P-256": pair("ec", "pkcs8"), "P-256 in its older form": pair("ec", "sec1") };

describe("a secret is found", () => {
    const searcher = new Searcher([SECRET]);
    const found = async (text: string) => (await searcher.text("here", text)).map(({ secret, where }) => [secret, where]);

    test.each([
        ["as it is", `a ${SECRET.value} b`],
        ["in JSON", JSON.stringify({ a: SECRET.value })],
        ["in a URL", `postgres://user:${encodeURIComponent(SECRET.value)}@host`],
        ...[0, 1, 2, 3].map((offset) => [`in base64, after ${offset} characters`, base64(`${"x".repeat(offset)}${SECRET.value}and more`)]),
        ["in base64 for URLs", Buffer.from(`user:${SECRET.value}`).toString("base64url")],
        ["between zero bytes, as in the arguments of a process", `sh\0-c\0${SECRET.value}\0`],
    ])("%s", async (_how, text) => expect(await found(text!)).toEqual([["password", "here"]]));

    test("but not in what only looks like it", async () => {
        expect(await found(`${SECRET.value.slice(1)} ${base64(SECRET.value.slice(0, -1))}`)).toEqual([]);
    });

    test("in each file of a directory, by the name of the file", async () => {
        const directory = await mkdtemp(path.join(os.tmpdir(), "secrets-search-"));
        try {
            await writeFile(path.join(directory, "a"), Buffer.concat([Buffer.from([0, 255, 10]), Buffer.from(SECRET.value)]));
            await writeFile(path.join(directory, "b"), "nothing");
            expect(await searcher.files([directory])).toEqual([{ secret: "password", where: path.join(directory, "a") }]);
        } finally {
            await rm(directory, { recursive: true });
        }
    });

    test("and a program that cannot show what is to be searched is a fault", async () => {
        await expect(searcher.output("there", "sh", ["-c", "echo no such thing >&2; exit 3"])).rejects.toThrow("there: sh ended with status 3: no such thing");
    });
});

describe("what is secret in a text", () => {
    test("a password drawn at random, nothing that stands beside one", () => {
        expect(secretsIn("Zk3vXb81qwPLm2RtYc90")).toEqual(["Zk3vXb81qwPLm2RtYc90"]);
        for (const text of ["plateau", "10.64.2.10", "plateau-worker-1", "system:bootstrappers:kubeadm:default-node-token", "2026-11-26T06:51:00Z", "true"]) {
            expect(secretsIn(text)).toEqual([]);
        }
    });

    test.each(Object.entries(keys))("one line of a private key, %s, that its public key does not have", (_kind, { privateKey, publicKey }) => {
        const [line = "", ...more] = secretsIn(privateKey);
        expect(more).toEqual([]);
        expect(line.length).toBeGreaterThan(30);
        expect(privateKey).toContain(line);
        for (const form of formsOf({ name: "key", value: line })) {
            expect(publicKey.replaceAll("\n", "")).not.toContain(form);
            expect(base64(publicKey)).not.toContain(form);
        }
        expect(secretsIn(publicKey)).toEqual([]);
        expect(secretsIn(base64(publicKey))).toEqual([]);
        expect(secretsIn(base64("a certificate is text\n".repeat(6)))).toEqual([]); // whose base64 has neither "+" nor "="
    });

    test("one line of a key of OpenSSH, also where it is indented or a JSON text", async () => {
        const { outputs } = await sshKeyPair.create({ comment: "a@b" } as never, { name: "key", signal: new AbortController().signal } as Context);
        const { privateKey, publicKey } = outputs as { privateKey: string; publicKey: string };
        const [line = ""] = secretsIn(privateKey);
        expect(line).toHaveLength(70);
        expect(secretsIn(privateKey.replaceAll("\n", "\n      "))).toEqual([line]);
        expect(secretsIn(JSON.stringify(privateKey))).toEqual([line]);
        expect(publicKey).not.toContain(line);
    });

    test("the key by which the API server encrypts Secrets", () => {
        expect(secretsIn("kind: EncryptionConfiguration\n    keys:\n    - name: key\n      secret: c2VjcmV0IGtleSBvZiAzMiBieXRlcyBpcyBoZXI=\n")).toEqual(["c2VjcmV0IGtleSBvZiAzMiBieXRlcyBpcyBoZXI="]);
    });

    test("the key in a kubeconfig, and the signature of a token", () => {
        const { privateKey } = keys.RSA;
        expect(secretsIn(`users:\n- user:\n    client-key-data: ${base64(privateKey)}\n`)).toEqual(secretsIn(privateKey));
        expect(secretsIn(`token: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0x.c2lnbmF0dXJlc2lnbmF0dXJl`)).toEqual(["c2lnbmF0dXJlc2lnbmF0dXJl"]);
    });
});
