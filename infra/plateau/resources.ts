/** The resources of the project's own provider: what an environment needs and no cloud offers. */
import * as pulumi from "@pulumi/pulumi";

type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** An Ed25519 key pair for ssh, made once. */
export class SshKeyPair extends pulumi.CustomResource {
    /** OpenSSH private key, secret. */
    declare readonly privateKey: pulumi.Output<string>;
    /** One line: "ssh-ed25519 AAAA… comment". */
    declare readonly publicKey: pulumi.Output<string>;

    constructor(name: string, args: Inputs<{ comment: string }>, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:SshKeyPair", name, { ...args, privateKey: undefined, publicKey: undefined }, opts);
    }
}

/** A random password, made once. */
export class Password extends pulumi.CustomResource {
    /** Letters and digits only: nothing that a configuration file would have to quote. Secret. */
    declare readonly value: pulumi.Output<string>;

    constructor(name: string, args: Inputs<{ length?: number }> = {}, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:Password", name, { ...args, value: undefined }, opts);
    }
}

/** The private certificate authority of an environment. */
export class CertificateAuthority extends pulumi.CustomResource {
    /** PEM. */
    declare readonly certificate: pulumi.Output<string>;
    /** PEM (PKCS #8), secret. */
    declare readonly privateKey: pulumi.Output<string>;

    constructor(name: string, args: Inputs<{ commonName: string; validDays: number }>, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:CertificateAuthority", name, { ...args, certificate: undefined, privateKey: undefined }, opts);
    }
}

export interface CertificateArgs {
    readonly caCertificate: string;
    readonly caPrivateKey: string;
    readonly commonName: string;
    /** DNS names and IP addresses that it is good for. */
    readonly names: string[];
    readonly validDays: number;
}

/** A certificate for a server and for its connections to other servers, signed by the environment's authority. */
export class Certificate extends pulumi.CustomResource {
    /** PEM. */
    declare readonly certificate: pulumi.Output<string>;
    /** PEM (PKCS #8), secret. */
    declare readonly privateKey: pulumi.Output<string>;

    constructor(name: string, args: Inputs<CertificateArgs>, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:Certificate", name, { ...args, certificate: undefined, privateKey: undefined }, opts);
    }
}

/** How Ansible reaches the servers: through the bastion, with the host keys that the program gave them. */
export interface Connection {
    readonly user: string;
    readonly privateKey: string;
    /** Lines of a known_hosts file. */
    readonly knownHosts: string;
    readonly bastionHost: string;
    readonly bastionPort: number;
}

/** Hosts by group, each with its address in the environment. */
export type Inventory = Record<string, Record<string, { address: string }>>;

export interface PlaybookArgs {
    /** Path relative to the repository, e.g. "ansible/servers.yml". */
    readonly playbook: string;
    /** Digest of the Ansible files: another one is a reason to run the playbook again. */
    readonly digest: string;
    readonly inventory: Inventory;
    readonly connection: Connection;
    /** Extra variables; make them secret when they hold one. */
    readonly variables: object;
}

/** An Ansible playbook that has been run on servers. Updated by running it again; `refresh` runs it in check mode, and what that would change is drift. */
export class Playbook extends pulumi.CustomResource {
    /** What the playbook published with `set_stats`, secret. */
    declare readonly results: pulumi.Output<Record<string, string>>;

    constructor(name: string, args: Inputs<PlaybookArgs>, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:Playbook", name, { ...args, results: undefined }, opts);
    }
}

export interface RegistryImageArgs {
    /** Tag in the machine's container engine. */
    readonly source: string;
    /** Where the registry answers on this machine, e.g. "127.0.0.1:15000". */
    readonly endpoint: string;
    /** Name by which the nodes pull, e.g. "registry.demo.internal:5000". */
    readonly registry: string;
    /** Path in the registry, e.g. "plateau/web". */
    readonly repository: string;
    readonly user: string;
    readonly password: string;
    /** Of the authority that signed the registry's certificate, where the world does not know it. */
    readonly caCertificate?: string;
}

/** An image in the environment's registry. Deleting the resource leaves the image: it goes with its registry. */
export class RegistryImage extends pulumi.CustomResource {
    /** Full reference by digest, as the nodes pull it. */
    declare readonly reference: pulumi.Output<string>;

    constructor(name: string, args: Inputs<RegistryImageArgs>, opts?: pulumi.CustomResourceOptions) {
        super("plateau:index:RegistryImage", name, { ...args, reference: undefined }, opts);
    }
}
