import { isIP } from "node:net";
import type { ResourceType } from "../kit/types";
import { ALGORITHM, expiresWithin, exportKey, importKey, newKeys, serialNumber, toPem, validity, x509 } from "./x509";

interface Inputs {
    caCertificate: string;
    caPrivateKey: string;
    commonName: string;
    names: string[];
    validDays: number;
}

interface Outputs extends Omit<Inputs, "caPrivateKey"> {
    certificate: string;
    privateKey: string;
}

/** Days before its end at which an `up` renews a certificate. */
const RENEW_BEFORE = 30;

/** A certificate for both ends of a TLS connection. Another name or authority, or a near end, makes a new one. */
export const certificate: ResourceType<Inputs, Outputs> = {
    props: {
        caCertificate: { required: true, replace: true },
        caPrivateKey: { required: true, secret: true },
        commonName: { required: true, replace: true },
        names: { required: true, replace: true },
        validDays: { required: true, replace: true },
    },
    outputs: { certificate: {}, privateKey: { secret: true } },
    stale: (state) => (expiresWithin(state.certificate, RENEW_BEFORE) ? ["certificate"] : []),
    async create(inputs, { name }) {
        return { id: name, outputs: await sign(inputs) };
    },
    update: (_id, _state, inputs) => sign(inputs),
    async delete() {
        // Nothing exists outside the state.
    },
};

async function sign({ caPrivateKey, ...inputs }: Inputs): Promise<Outputs> {
    const keys = await newKeys();
    const ca = new x509.X509Certificate(inputs.caCertificate);
    const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;
    const signed = await x509.X509CertificateGenerator.create({
        ...validity(inputs.validDays),
        serialNumber: serialNumber(),
        subject: [{ CN: [inputs.commonName] }],
        issuer: ca.subject,
        publicKey: keys.publicKey,
        signingKey: await importKey(caPrivateKey),
        signingAlgorithm: ALGORITHM,
        extensions: [
            new x509.BasicConstraintsExtension(false, undefined, true),
            new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
            new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
            new x509.SubjectAlternativeNameExtension(inputs.names.map((n) => ({ type: isIP(n) ? "ip" : "dns", value: n }))),
            await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
            await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
        ],
    });
    return { ...inputs, certificate: toPem(signed), privateKey: await exportKey(keys.privateKey) };
}
