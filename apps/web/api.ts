/** The web's calls to the api. Whatever comes back is checked; whatever goes wrong is a problem with a code. */
import { z } from "zod";
import {
    booking,
    IDEMPOTENCY_HEADER,
    problem,
    session,
    sessionList,
    type Booking,
    type BookingRequest,
    type ProblemCode,
    type Session,
} from "../shared/contract";
import { REQUEST_ID_HEADER } from "../shared/http";

/** A page that comes later than this is no page; the api's own limit for a statement is 5 s. */
const TIMEOUT_MS = 6_000;

export class ApiProblem extends Error {
    override readonly name = "ApiProblem";

    constructor(
        readonly code: ProblemCode,
        readonly status: number,
        options?: ErrorOptions,
    ) {
        super(`the api answered: ${code}`, options);
    }
}

/** The api as one visitor's request sees it. */
export interface Api {
    sessions(): Promise<Session[]>;
    session(id: string): Promise<Session>;
    book(key: string, request: BookingRequest): Promise<Booking>;
    booking(id: string): Promise<Booking>;
    cancel(id: string): Promise<Booking>;
}

/** @param requestId goes into the api's log as well */
export function connectApi(baseUrl: string, requestId: string): Api {
    const call = async <S extends z.ZodType>(schema: S, path: string, init: RequestInit = {}): Promise<z.infer<S>> => {
        const response = await send(new URL(path, baseUrl), {
            ...init,
            headers: { ...init.headers, [REQUEST_ID_HEADER]: requestId },
        });
        const body: unknown = await response.json().catch(() => undefined);
        if (response.ok) return schema.parse(body);
        const refused = problem.safeParse(body);
        throw refused.success
            ? new ApiProblem(refused.data.code, refused.data.status)
            : new ApiProblem("unavailable", 503);
    };
    return {
        sessions: async () => (await call(sessionList, "/v1/sessions")).sessions,
        session: (id) => call(session, `/v1/sessions/${encodeURIComponent(id)}`),
        booking: (id) => call(booking, `/v1/bookings/${encodeURIComponent(id)}`),
        cancel: (id) => call(booking, `/v1/bookings/${encodeURIComponent(id)}/cancellation`, { method: "POST" }),
        book: (key, request) =>
            call(booking, "/v1/bookings", {
                method: "POST",
                headers: { "content-type": "application/json", [IDEMPOTENCY_HEADER]: key },
                body: JSON.stringify(request),
            }),
    };
}

/** A second try when the connection breaks, as it may when a pod is replaced: every call here may be repeated. */
async function send(url: URL, init: RequestInit): Promise<Response> {
    const once = () => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    try {
        return await once().catch((error: Error) => (error.name === "TimeoutError" ? Promise.reject(error) : once()));
    } catch (error) {
        throw new ApiProblem("unavailable", 503, { cause: error });
    }
}
