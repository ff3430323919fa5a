import type { ResourceType } from "../kit/types";
import { ALGORITHM, exportKey, newKeys, serialNumber, toPem, validity, x509 } from "./x509";

interface Inputs {
    commonName: string;
    validDays: number;
}

interface Outputs extends Inputs {
    certificate: string;
    privateKey: string;
}

/** A self-signed authority that may sign servers but no further authorities. */
export const certificateAuthority: ResourceType<Inputs, Outputs> = {
    props: { commonName: { required: true, replace: true }, validDays: { required: true, replace: true } },
    outputs: { certificate: { stable: true }, privateKey: { secret: true, stable: true } },
    async create(inputs, { name }) {
        const keys = await newKeys();
        const certificate = await x509.X509CertificateGenerator.createSelfSigned({
            ...validity(inputs.validDays),
            serialNumber: serialNumber(),
            name: [{ CN: [inputs.commonName] }],
            keys,
            signingAlgorithm: ALGORITHM,
            extensions: [
                new x509.BasicConstraintsExtension(true, 0, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
                await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
            ],
        });
        return { id: name, outputs: { ...inputs, certificate: toPem(certificate), privateKey: await exportKey(keys.privateKey) } };
    },
    async delete() {
        // Nothing exists outside the state.
    },
};
