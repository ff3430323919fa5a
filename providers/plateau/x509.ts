/** X.509 by Peculiar's library over the platform's own cryptography. */
import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto);

/** P-256: every TLS library of the environment accepts it, and a handshake costs a small machine little. */
export const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

export { x509 };

export function validity(days: number): { notBefore: Date; notAfter: Date } {
    // A minute back: the clock of a server may be a little behind.
    const notBefore = new Date(Date.now() - 60_000);
    return { notBefore, notAfter: new Date(notBefore.getTime() + days * DAY) };
}

export async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
    return (await webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
}

/** PKCS #8 in PEM. */
export async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
    return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY")}\n`;
}

export async function importKey(pem: string): Promise<webcrypto.CryptoKey> {
    return (await webcrypto.subtle.importKey("pkcs8", x509.PemConverter.decode(pem)[0]!, ALGORITHM, false, ["sign"]));
}

export function toPem(certificate: x509.X509Certificate): string {
    return `${certificate.toString("pem")}\n`;
}

/** A serial number is positive: a leading 0 keeps its first bit clear. */
export function serialNumber(): string {
    return `0${Buffer.from(webcrypto.getRandomValues(new Uint8Array(16))).toString("hex").slice(1)}`;
}

/** True when a certificate ends within this many days. */
export function expiresWithin(pem: string, days: number): boolean {
    return new x509.X509Certificate(pem).notAfter.getTime() < Date.now() + days * DAY;
}
