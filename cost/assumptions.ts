/** What nobody can know before an environment is used, in one place: one class at work. Printed with every estimate. */

export interface Assumption {
    readonly name: string;
    /** In a month of 730 hours, for the whole environment. */
    readonly amount: number;
    readonly unit: "GB" | "capacity units";
    /** Why this much. */
    readonly because: string;
}

export const ASSUMPTIONS = {
    natData: { name: "through the NAT gateways", amount: 20, unit: "GB", because: "packages of the servers and images that no endpoint brings" },
    endpointData: { name: "through the interface endpoints", amount: 20, unit: "GB", because: "images from ECR, logs, calls of the nodes" },
    dataOut: { name: "out to the internet", amount: 10, unit: "GB", because: "the pages of the application, and the administrators" },
    logsIngested: { name: "of logs written", amount: 5, unit: "GB", because: "control plane, flow logs and applications" },
    logsStored: { name: "of logs kept", amount: 5, unit: "GB", because: "the retention of the log groups is about a month" },
    objects: { name: "in S3", amount: 10, unit: "GB", because: "backups and artefacts, with their versions" },
    images: { name: "of images in ECR", amount: 5, unit: "GB", because: "three services, the releases that the lifecycle keeps" },
    balancerCapacity: { name: "of each application load balancer", amount: 1, unit: "capacity units", because: "a class stays below the first unit in every dimension" },
} as const satisfies Record<string, Assumption>;

export type AssumptionName = keyof typeof ASSUMPTIONS;
