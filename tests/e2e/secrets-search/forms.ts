/** What a secret looks like where somebody wrote it down without meaning to. */

/** A secret under a name that can be printed. */
export interface Secret {
    readonly name: string;
    readonly value: string;
}

const PRIVATE_KEY = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----([\s\S]+?)-----END \1PRIVATE KEY-----/g;

/** The long word of a text file that is base64: a key in a kubeconfig. */
const BASE64_WORD = /[A-Za-z0-9+/]{40,}={0,2}/g;

/** A token of a service account; without its last part, the signature, it lets nobody in. */
const TOKEN = /\beyJ[\w-]{10,}\.[\w-]{10,}\.([\w-]{10,})/g;

/** The key with which the API server encrypts Secrets, in its configuration. */
const ENCRYPTION_KEY = /^\s*secret:\s*"?([A-Za-z0-9+/]{20,}=*)"?\s*$/gm;

/**
 * The secrets in a text that is secret as a whole: private keys, tokens, and the text itself where it was drawn at random.
 * A name or an address that stands beside a password in the same secret is none.
 */
export function secretsIn(text: string): string[] {
    const keys = [...text.matchAll(PRIVATE_KEY)].map(([, , body]) => lineOf(body!));
    const tokens = [...text.matchAll(TOKEN)].map(([, signature]) => signature!);
    const encryption = [...text.matchAll(ENCRYPTION_KEY)].map(([, key]) => key!);
    const encoded = [...text.matchAll(BASE64_WORD)].map(([word]) => Buffer.from(word, "base64").toString("latin1"));
    const inside = encoded.filter((inner) => /^[\t\n\r -~]+$/.test(inner)); // chance does not make text of random letters
    const found = [...keys, ...tokens, ...encryption, ...inside.flatMap(secretsIn)];
    return found.length === 0 && inside.length === 0 && isRandom(text) ? [text] : [...new Set(found)];
}

/** Drawn at random: one long word of letters and digits in no order, unlike `plateau-worker-1` or a Debian package. */
function isRandom(text: string): boolean {
    const isMixed = (/[a-z]/.test(text) && /[A-Z]/.test(text)) || (text.match(/\d/g)?.length ?? 0) >= 2;
    return /^[\w-]{16,}$/.test(text) && !/^[a-z]+([_-][a-z\d]+)*$/.test(text) && isMixed;
}

/**
 * One line of a key's body that belongs to its private part: a copy of the key has it, however the copy is wrapped in
 * something else. Short keys (P-256) begin with the private part; in longer ones (RSA, OpenSSH) it lies at the end.
 */
function lineOf(body: string): string {
    const lines = body.split(/\s+|\\n/).filter((line) => /^[A-Za-z0-9+/]{16,}=*$/.test(line));
    return (lines.length <= 3 ? lines[0] : lines.at(-2)) ?? body.trim();
}

/** The secret as it is, and as JSON, URLs and base64 carry it, also in the middle of a longer text. */
export function formsOf({ value }: Secret): string[] {
    const encoded = [0, 1, 2].map((offset) => base64Within(value, offset));
    const urlSafe = encoded.map((form) => form.replaceAll("+", "-").replaceAll("/", "_"));
    return [...new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), ...encoded, ...urlSafe])];
}

/** Base64 of a text that begins at the given place of a group of three bytes: only the digits that nothing else is in. */
function base64Within(value: string, offset: number): string {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const digits = bytes.toString("base64").replaceAll("=", "");
    const shared = bytes.length % 3 === 0 ? 0 : 1;
    return digits.slice(Math.ceil((offset * 8) / 6), digits.length - shared);
}
