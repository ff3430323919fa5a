/** What progress and engine tell of the time that they take. Without a recorder they tell nobody, at no cost. */

/**
 * run: the whole of it. step: a step of the set-up. engine: an operation of the engine.
 * resource: one of its resources. task: what a playbook does.
 */
export type Kind = "run" | "step" | "engine" | "resource" | "task";

export interface Subject {
    readonly kind: Kind;
    /** Is shown and kept: holds no secret. */
    readonly title: string;
    /** Of a resource: which it is, and Pulumi's name of its type. */
    readonly urn?: string;
    readonly type?: string;
    /** Of a resource: the engine's word for what it does with it. */
    readonly operation?: string;
}

export interface Recorder {
    begin(subject: Subject): Recording;
}

export interface Recording {
    /** What it does from now on, until the next status or its end. */
    status(text: string): void;
    end(failed: boolean): void;
}
