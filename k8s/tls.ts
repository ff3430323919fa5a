/** Certificates of the environment's own authority, as the cluster keeps them. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** A certificate and its key, PEM. */
export interface Certificate {
    readonly certificate: pulumi.Input<string>;
    readonly key: pulumi.Input<string>;
}

export interface TlsSecretArgs extends Certificate {
    /** Name in the namespace. */
    readonly secretName: string;
    readonly namespace: pulumi.Input<string>;
}

/** A Secret with the files `tls.crt` and `tls.key`, encrypted in the state even if the caller forgot to say so. */
export function tlsSecret(name: string, args: TlsSecretArgs, opts: pulumi.CustomResourceOptions): k8s.core.v1.Secret {
    const encoded = (text: pulumi.Input<string>) =>
        pulumi.secret(text).apply((pem) => Buffer.from(pem).toString("base64"));
    return new k8s.core.v1.Secret(name, {
        metadata: { name: args.secretName, namespace: args.namespace },
        type: "kubernetes.io/tls",
        data: { "tls.crt": encoded(args.certificate), "tls.key": encoded(args.key) },
    }, opts);
}
