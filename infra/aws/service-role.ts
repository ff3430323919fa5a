/** An IAM role that one service of AWS takes on, with policies of AWS or one of its own. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ServiceRoleArgs {
    readonly environment: string;
    /** Who takes it on: "eks.amazonaws.com". */
    readonly service: string;
    /** Names of AWS's own policies. */
    readonly managed?: readonly string[];
    /** A policy of its own, as JSON. */
    readonly policy?: pulumi.Input<string>;
}

const assumeRolePolicy = (service: string) => JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: service.startsWith("pods.") ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole" }],
});

/** A role whose rights are there: what uses it waits for them. */
export function serviceRole(name: string, { environment, service, managed = [], policy }: ServiceRoleArgs, opts: pulumi.CustomResourceOptions): { role: aws.iam.Role; rights: pulumi.Resource[] } {
    const role = new aws.iam.Role(name, { namePrefix: `${environment}-${name}-`.slice(0, 38), assumeRolePolicy: assumeRolePolicy(service) }, opts);
    const rights: pulumi.Resource[] = managed.map((each) => new aws.iam.RolePolicyAttachment(`${name}-${each.split("/").at(-1)}`, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${each}` }, opts));
    if (policy) rights.push(new aws.iam.RolePolicy(name, { role: role.name, policy }, opts));
    return { role, rights };
}
