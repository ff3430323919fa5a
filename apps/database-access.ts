/** How a pod reaches its database: settings in the environment, the password and the CA as files. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PodArgs } from "../k8s/workload";
import { APPLICATION } from "./services";

export interface Database {
    /** As the server's certificate names it, or its address if the certificate has that. */
    readonly host: pulumi.Input<string>;
    readonly port: number;
    /** Where `host` leads to, and where a standby would take over: addresses or blocks that pods may connect to. */
    readonly addresses: readonly string[];
    readonly name: string;
    /** Owns the tables; only the migration has it. */
    readonly owner: Credentials;
    /** Reads and writes rows. */
    readonly app: Credentials;
    /** PEM certificate of the CA of the server's certificate. */
    readonly caPem: pulumi.Input<string>;
}

export interface Credentials {
    readonly user: string;
    /** Kept secret in the state, whatever it is given as. */
    readonly password: pulumi.Input<string>;
}

type User = "owner" | "app";

/** What a pod needs to work as one user of the database, and no other. */
export type DatabaseAccess = Required<Pick<PodArgs, "env" | "mounts" | "restartOn">>;

const FILES = { secret: "/run/database/secret", ca: "/run/database/ca" };

/** Both users' ways to the database. Each password is a Secret of its own, so a pod mounts the one that it may have. */
export function databaseAccess(
    name: string,
    { namespace, database }: { readonly namespace: pulumi.Input<string>; readonly database: Database },
    opts: pulumi.CustomResourceOptions,
): Record<User, DatabaseAccess> {
    const ca = new k8s.core.v1.ConfigMap(`${name}-database-ca`, {
        metadata: metadata("database-ca", namespace),
        data: { "ca.pem": database.caPem },
    }, opts);
    const access = (user: User): DatabaseAccess => {
        const password = pulumi.secret(database[user].password);
        const secret = new k8s.core.v1.Secret(`${name}-database-${user}`, {
            metadata: metadata(`database-${user}`, namespace),
            data: { password: password.apply((text) => Buffer.from(text).toString("base64")) },
        }, opts);
        return accessOf(database, user, { secretName: secret.metadata.name, caName: ca.metadata.name, password });
    };
    return { owner: access("owner"), app: access("app") };
}

const metadata = (name: string, namespace: pulumi.Input<string>) => ({
    name,
    namespace,
    labels: { "app.kubernetes.io/part-of": APPLICATION },
});

interface Objects {
    readonly secretName: pulumi.Output<string>;
    readonly caName: pulumi.Output<string>;
    readonly password: pulumi.Output<string>;
}

function accessOf(database: Database, user: User, { secretName, caName, password }: Objects): DatabaseAccess {
    return {
        env: {
            DATABASE_HOST: database.host,
            DATABASE_PORT: String(database.port),
            DATABASE_NAME: database.name,
            DATABASE_USER: database[user].user,
            DATABASE_PASSWORD_FILE: `${FILES.secret}/password`,
            DATABASE_CA_FILE: `${FILES.ca}/ca.pem`,
        },
        mounts: [
            {
                name: "database-secret",
                mountPath: FILES.secret,
                source: { secret: { secretName, defaultMode: 0o440 } }, // for the pod's group and nobody else
            },
            { name: "database-ca", mountPath: FILES.ca, source: { configMap: { name: caName } } },
        ],
        restartOn: [password, database.caPem],
    };
}
