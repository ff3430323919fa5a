/** Kubernetes' own description of a failed request. */
interface Status {
    message?: string;
    reason?: string;
}

/** The API server refused a request. */
export class ApiError extends Error {
    override name = "ApiError";
    /** Machine-readable reason, such as `NotFound` or `Conflict`. */
    readonly reason: string | undefined;

    constructor(
        readonly status: number,
        body: unknown,
    ) {
        const { message, reason } = (typeof body === "object" && body !== null ? body : {}) as Status;
        super(message ?? `The API server answered with HTTP status ${status}.`);
        this.reason = reason;
    }
}

/** No API server answered: nothing is known about the cluster. */
export class Unreachable extends Error {
    override name = "Unreachable";
}

export const isNotFound = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

/** The answer, or undefined when what was asked for does not exist. */
export const ifFound = <Answer>(request: Promise<Answer>): Promise<Answer | undefined> =>
    request.catch((error: unknown) => {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    });
