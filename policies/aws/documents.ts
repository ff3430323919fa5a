/** IAM policy documents, which resources hold as JSON text. */

export interface Statement {
    readonly Sid?: string;
    readonly Effect: "Allow" | "Deny";
    readonly Action?: string | readonly string[];
    readonly NotAction?: string | readonly string[];
    readonly Resource?: string | readonly string[];
    readonly NotResource?: string | readonly string[];
    readonly Principal?: unknown;
    readonly Condition?: Readonly<Record<string, unknown>>;
}

/**
 * @param document JSON text, or the object that a program may give instead
 * @throws Error where it is neither
 */
export function readDocument(document: unknown): readonly Statement[] {
    const parsed = (typeof document === "string" ? JSON.parse(document) : document) as { Statement?: Statement | readonly Statement[] } | undefined;
    return parsed?.Statement ? [parsed.Statement].flat() : [];
}
