/** Takes secrets out of evidence before it is kept: by value, so that it does not matter where one turns up. */

export type Redact = (text: string) => string;

const MARK = "[redacted]";

/** A shorter "secret" such as `a` would blot out half of the text and protect nothing. */
const SHORTEST_SECRET = 6;

/** Private keys are never wanted in evidence, whether or not somebody listed them. */
const PRIVATE_KEY = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/g;

/** Replaces each of the secrets, also in the forms in which Kubernetes, URLs and JSON carry them. */
export function redactor(secrets: readonly string[]): Redact {
    const forms = new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf));
    // The longest first: a secret that contains another one must not leave its own ends behind.
    const ordered = [...forms].sort((a, b) => b.length - a.length);
    return (text) => ordered.reduce((clean, form) => clean.replaceAll(form, MARK), text.replaceAll(PRIVATE_KEY, MARK));
}

function formsOf(secret: string): string[] {
    return [
        secret,
        Buffer.from(secret).toString("base64").replace(/=+$/, ""),
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
    ];
}
