/** One stage of the sample application: test, preprod and prod are this component with other arguments. */
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { httpProbe, METRICS_PORT, Workload, type WorkloadArgs } from "../k8s/workload";
import { databaseAccess, type Database } from "./database-access";
import { migration } from "./migration";
import { policies, type PoliciesArgs } from "./policies";
import { APPLICATION, PORTS, type Service } from "./services";

export interface StageArgs extends Pick<PoliciesArgs, "ingressController" | "monitoring"> {
    /** "test", "preprod" or "prod"; every page shows it. */
    readonly stage: string;
    /** A namespace that exists, with its security level, its quota and the policy that refuses every flow. */
    readonly namespace: pulumi.Input<string>;
    /** Full reference of each service's image, with its digest. */
    readonly images: Record<Service, pulumi.Input<string>>;
    /** @default one of each */
    readonly replicas?: Partial<Record<Service, number>>;
    readonly database: Database;
    readonly ingress: {
        /** Public name: "prod.demo.localhost". */
        readonly host: string;
        /** Secret of the namespace with the certificate of `host`. */
        readonly tlsSecretName: pulumi.Input<string>;
        readonly className: string;
    };
}

/** Node.js takes 30 to 50 MiB to serve a page; the rest of the limit is for a crowd. */
const RESOURCES = { requests: { cpu: "10m", memory: "64Mi" }, limits: { cpu: "500m", memory: "128Mi" } };

/** It still gets requests while the news of its end spreads through the cluster, so it serves on for a moment. */
const SERVE_ON = { lifecycle: { preStop: { sleep: { seconds: 5 } } } };

/** Everything of a stage inside its namespace. It is ready when every pod is, and the database is up to date. */
export class Stage extends pulumi.ComponentResource {
    constructor(name: string, args: StageArgs, opts?: pulumi.ComponentResourceOptions) {
        super("plateau:apps:Stage", name, {}, opts);
        const child = { parent: this };
        const { namespace, database, images } = args;

        const flows = policies(name, args, child);
        const access = databaseAccess(name, args, child);
        const migrated = migration(
            name,
            { namespace, image: images.api, access: access.owner, appRole: database.app.user },
            { ...child, dependsOn: flows },
        );

        new Workload(`${name}-api`, {
            ...common("api", args),
            ...access.app,
            env: { ...access.app.env, STAGE: args.stage },
            ports: { http: PORTS.http, [METRICS_PORT]: PORTS.metrics },
            container: SERVE_ON,
        }, { ...child, dependsOn: [...flows, migrated] });

        new Workload(`${name}-worker`, {
            ...common("worker", args),
            ...access.app,
            env: { ...access.app.env, STAGE: args.stage },
            ports: { [METRICS_PORT]: PORTS.metrics },
            service: false, // it fetches its work; nobody calls it
        }, { ...child, dependsOn: [...flows, migrated] });

        new Workload(`${name}-web`, {
            ...common("web", args),
            env: { API_URL: `http://api:${PORTS.http}`, STAGE: args.stage },
            ports: { http: PORTS.http, [METRICS_PORT]: PORTS.metrics },
            container: SERVE_ON,
        }, { ...child, dependsOn: flows });

        ingress(name, args, child);
        this.registerOutputs({});
    }
}

/** What the three services have in common. */
function common(app: Service, { namespace, images, replicas }: StageArgs) {
    return {
        app,
        partOf: APPLICATION,
        namespace,
        image: images[app],
        replicas: replicas?.[app],
        resources: RESOURCES,
        probes: { live: httpProbe("/healthz", METRICS_PORT), ready: httpProbe("/readyz", METRICS_PORT) },
    } satisfies Partial<WorkloadArgs>;
}

/** Visitors reach `web` and nothing else, over HTTPS. */
function ingress(name: string, args: StageArgs, opts: pulumi.CustomResourceOptions): void {
    const { host, tlsSecretName, className } = args.ingress;
    const backend = { service: { name: "web", port: { name: "http" } } };
    new k8s.networking.v1.Ingress(`${name}-web`, {
        metadata: {
            name: "web",
            namespace: args.namespace,
            labels: { "app.kubernetes.io/part-of": APPLICATION },
            // Pulumi would wait for a load balancer's address; a controller that is reached by node ports has none.
            annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
            ingressClassName: className,
            tls: [{ hosts: [host], secretName: tlsSecretName }],
            rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
        },
    }, opts);
}
