import * as pulumi from "@pulumi/pulumi";

/** Kinds whose objects start pods. */
const STARTING = /^kubernetes:(apps\/v1:(Deployment|StatefulSet|DaemonSet)|batch\/v1:(Job|CronJob))$/;

/**
 * For a component's options: its pods start only after something else is there; all its other objects do not wait for it.
 * On a new cluster, most objects are thus made while the first nodes join.
 */
export function podsAfter(...resources: pulumi.Resource[]): Pick<pulumi.ComponentResourceOptions, "transformations"> {
    return {
        transformations: [
            ({ type, props, opts }) => (STARTING.test(type) ? { props, opts: pulumi.mergeOptions(opts, { dependsOn: resources }) } : undefined),
        ],
    };
}
