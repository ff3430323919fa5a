/** Brings a stage's database to the version of the api's image, as the role that owns the tables. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { podTemplate } from "../k8s/workload";
import type { DatabaseAccess } from "./database-access";
import { APPLICATION } from "./services";

export interface MigrationArgs {
    readonly namespace: pulumi.Input<string>;
    /** Image of the api: it holds the migrations that it needs. */
    readonly image: pulumi.Input<string>;
    /** The owner's access. */
    readonly access: DatabaseAccess;
    /** Role in the database that gets its rights on the tables. */
    readonly appRole: string;
}

/** A database that is being started or taken over is back within minutes. */
const DEADLINE_SECONDS = 300;

/** A Job that is over when the database is up to date. Another image is another Job. */
export function migration(name: string, args: MigrationArgs, opts: pulumi.CustomResourceOptions): k8s.batch.v1.Job {
    const { namespace, image, access, appRole } = args;
    const template = podTemplate({
        app: "migrate",
        partOf: APPLICATION,
        image,
        args: ["/app/migrate.cjs"],
        env: { ...access.env, APP_ROLE: appRole },
        mounts: access.mounts,
        resources: { requests: { cpu: "10m", memory: "48Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
        pod: { restartPolicy: "OnFailure" },
    });
    return new k8s.batch.v1.Job(`${name}-migrate`, {
        metadata: { name: "migrate", namespace, labels: { "app.kubernetes.io/part-of": APPLICATION } },
        spec: { backoffLimit: 6, activeDeadlineSeconds: DEADLINE_SECONDS, template },
    }, { ...opts, deleteBeforeReplace: true }); // a Job's pods cannot be changed, and its name is taken while it exists
}
