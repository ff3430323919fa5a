/** The environment's own key: what it encrypts is lost to everybody when the key is. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

export function encryptionKey(name: string, environment: string, opts: pulumi.CustomResourceOptions): aws.kms.Key {
    const key = new aws.kms.Key(name, {
        description: `Kubernetes secrets, databases and objects of ${environment}`,
        enableKeyRotation: true,
        deletionWindowInDays: 7, // the shortest; a key that waits for its deletion costs nothing
    }, opts);
    new aws.kms.Alias(name, { name: `alias/${environment}`, targetKeyId: key.id }, opts);
    return key;
}
