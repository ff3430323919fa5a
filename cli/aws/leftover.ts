/** What is found in an account, and whose it is. */

export interface Leftover {
    readonly environment: string;
    /** "global" for IAM. */
    readonly region: string;
    /** As in an ARN: "ec2:vpc", "iam:role". */
    readonly type: string;
    /** ARN where there is one. */
    readonly id: string;
    /** How it was found to belong to the environment. */
    readonly by: string;
    /** Last day on which it is needed, from its tag: "2027-01-31". */
    readonly expiry?: string;
}

export type Tags = Readonly<Record<string, string>>;

/** Keys of the tags of everything that the program makes. */
export const TAGS = { environment: "environment", expiry: "expiry" } as const;

/** AWS writes tags as pairs, some services with small letters. */
export function tagsOf(pairs: readonly { Key?: string; Value?: string }[] | undefined): Tags {
    return Object.fromEntries((pairs ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])));
}

/** Type of a resource from its ARN: "arn:aws:ec2:eu-west-3:1:vpc/vpc-1" is an "ec2:vpc". A bucket's ARN says no kind. */
export function typeOf(arn: string): string {
    const [, , service = "", , , ...rest] = arn.split(":");
    const kind = rest.length > 1 ? rest[0] : rest[0]?.includes("/") ? rest[0].split("/")[0] : "";
    return kind ? `${service}:${kind}` : service;
}

/** True for a day that is over; the tag is a date, "2027-01-31". */
export function isOver(expiry: string | undefined, now = new Date()): boolean {
    return expiry !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(expiry) && expiry < now.toISOString().slice(0, 10);
}
