/** How the rights to one resource type of the program are written down. */
export interface TypeRights {
    /** Actions that make one. Where `makes` is bound by tag, the request has to bear the environment's tag. */
    readonly create?: readonly string[];
    /** Actions that change or delete one that is there. */
    readonly change?: readonly string[];
    /** Actions that read one. */
    readonly read?: readonly string[];
    /** What the actions are about: an ARN, or its service and end where region and account stand between: "ec2:vpc/*". */
    readonly about: readonly string[];
    /** What is needed to make one, and has to bear the environment's tag itself. */
    readonly within?: readonly string[];
    /** What is needed to make one and can bear no tag of the environment, such as AWS's own images. */
    readonly besides?: readonly string[];
}

/** One IAM policy: a subject, so that each stays within the 6,144 characters that IAM allows. */
export interface Subject {
    readonly name: string;
    /**
     * What binds an action to the environment. "tag": a condition on the tag, of the request where something is made, of
     * the resource afterwards. "name": the ARN itself, in which ENVIRONMENT is replaced, where the service knows no such condition.
     */
    readonly boundBy: "tag" | "name";
    /** By type as Pulumi names it. */
    readonly types: Readonly<Record<string, TypeRights>>;
}
