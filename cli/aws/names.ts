/** Names in AWS that follow from an environment's. They are compared whole: environment "a" is no part of "ab". */

export interface EnvironmentNames {
    readonly environment: string;
    /** Name of the EKS cluster. */
    readonly cluster: string;
}

export function namesOf(environment: string): EnvironmentNames {
    return { environment, cluster: environment };
}
