/** Keys, certificates and passwords of an environment: made once, secret in the state. */
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentPlan } from "./plan";
import { Certificate, CertificateAuthority, Password, SshKeyPair } from "./plateau/resources";
import type { ServerPlan } from "./target";

/** An environment is rebuilt long before; a candidate who keeps one for the length of a training meets no expiry. */
const VALID_DAYS = 398;

export interface Credential {
    readonly certificate: pulumi.Output<string>;
    readonly privateKey: pulumi.Output<string>;
}

export interface PkiArgs {
    readonly plan: EnvironmentPlan;
    /** Host names under which users reach the environment. */
    readonly publicHosts: readonly string[];
}

/** The environment's certificate authority and what it signed; ssh keys of its servers; passwords of its services. */
export class Pki extends pulumi.ComponentResource {
    readonly ca: CertificateAuthority;
    /** By server name: for both ends of a connection. */
    readonly servers: Record<string, Credential>;
    /** What the ingress controller shows to users. */
    readonly ingress: Credential;
    /** What Prometheus shows to the exporters, and to those who query it. */
    readonly monitoring: Credential;
    /** What metrics-server shows to the API server. */
    readonly metricsServer: Credential;
    /** Key with which Ansible and `verify` log in. */
    readonly access: SshKeyPair;
    /** ssh host key of each server. */
    readonly hostKeys: Record<string, SshKeyPair>;
    /** Lines of a known_hosts file with every server, by name and by address in the environment. */
    readonly knownHosts: pulumi.Output<string>;

    constructor(
        private readonly name: string,
        args: PkiArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("plateau:index:Pki", name, {}, opts);
        const child = { parent: this };
        const { plan } = args;
        this.ca = new CertificateAuthority(`${name}-ca`, { commonName: `Plateau ${plan.name}`, validDays: VALID_DAYS }, child);
        const sign = (who: string, names: readonly string[]): Credential =>
            new Certificate(
                `${name}-${who}`,
                { caCertificate: this.ca.certificate, caPrivateKey: this.ca.privateKey, commonName: who, names: [...names], validDays: VALID_DAYS },
                child,
            );
        this.servers = Object.fromEntries(plan.servers.map((s) => [s.name, sign(s.name, namesOf(s, plan))]));
        this.ingress = sign("ingress", args.publicHosts);
        this.monitoring = sign("monitoring", ["prometheus", "alertmanager"].flatMap((service) => [service, `${service}.monitoring`, `${service}.monitoring.svc`, `${service}.monitoring.svc.cluster.local`]));

        this.metricsServer = sign("metrics-server", ["metrics-server.kube-system.svc"]);

        this.access = new SshKeyPair(`${name}-access`, { comment: `plateau@${plan.name}` }, child);
        this.hostKeys = Object.fromEntries(
            plan.servers.map((s) => [s.name, new SshKeyPair(`${name}-host-${s.name}`, { comment: `root@${s.name}` }, child)]),
        );
        this.knownHosts = pulumi.all(plan.servers.map((s) => this.hostKeys[s.name]!.publicKey)).apply((keys) =>
            plan.servers.map((s, i) => knownHost([s.name, `${s.name}.${plan.domain}`, ...Object.values(s.addresses)], keys[i]!)).join(""),
        );
        this.registerOutputs({});
    }

    /** A password of its own for a service. */
    password(service: string): pulumi.Output<string> {
        return new Password(`${this.name}-password-${service}`, {}, { parent: this }).value;
    }
}

function namesOf(server: ServerPlan, plan: EnvironmentPlan): string[] {
    const own = [server.name, `${server.name}.${plan.domain}`, ...Object.values(server.addresses)];
    switch (server.role) {
        case "bastion":
            return [...own, "localhost", "127.0.0.1"];
        case "control":
            // The bastion passes these connections on unopened, so the caller sees this certificate at its own end.
            return [...own, `registry.${plan.domain}`, "localhost", "127.0.0.1"];
        case "worker":
        case "database":
            return own;
        default: {
            const forgotten: never = server.role;
            throw new Error(`no names for the role ${String(forgotten)}`);
        }
    }
}

/** A line of a known_hosts file. @param key "ssh-ed25519 AAAA… comment" */
export function knownHost(names: readonly string[], key: string): string {
    return `${names.join(",")} ${key.split(" ").slice(0, 2).join(" ")}\n`;
}
