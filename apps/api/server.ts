/** The routes of the api, and what becomes of an error. */
import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { Counter } from "prom-client";
import { z } from "zod";
import { bookingRequest, IDEMPOTENCY_HEADER, idempotencyKey, type Booking, type Problem } from "../shared/contract";
import { isUnavailable } from "../shared/database";
import { createHttpServer, type HttpOptions } from "../shared/http";
import { book, cancel } from "./bookings";
import { findBooking } from "./find-booking";
import { Refusal } from "./problems";
import { findSession, upcomingSessions } from "./sessions";

export interface ApiOptions extends HttpOptions {
    readonly pool: Pool;
}

export function createApi({ pool, log, registry }: ApiOptions): FastifyInstance {
    const server = createHttpServer({ log, registry });
    const bookings = new Counter({
        name: "bookings_total",
        help: "Requests for a place by what became of them.",
        labelNames: ["outcome"],
        registers: [registry],
    });

    server.get("/v1/sessions", async () => ({ sessions: await upcomingSessions(pool) }));

    server.get("/v1/sessions/:id", async (request) => {
        const session = await findSession(pool, idOf(request.params));
        if (!session) throw new Refusal("session_not_found");
        return session;
    });

    server.post("/v1/bookings", async (request, reply) => {
        try {
            const key = parse(z.object({ [IDEMPOTENCY_HEADER]: idempotencyKey }), request.headers)[IDEMPOTENCY_HEADER];
            const { id, created } = await book(pool, key, parse(bookingRequest, request.body));
            bookings.inc({ outcome: created ? "accepted" : "repeated" });
            reply.status(created ? 201 : 200).header("location", `/v1/bookings/${id}`);
            return await existingBooking(pool, id);
        } catch (error) {
            bookings.inc({ outcome: error instanceof Refusal ? error.code : "failed" });
            throw error;
        }
    });

    server.get("/v1/bookings/:id", (request) => existingBooking(pool, idOf(request.params)));

    server.post("/v1/bookings/:id/cancellation", async (request) => {
        const id = idOf(request.params);
        await cancel(pool, id);
        return existingBooking(pool, id);
    });

    server.setNotFoundHandler((_request, reply) => send(reply, new Refusal("not_found").problem));

    server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
        if (error instanceof Refusal) return send(reply, error.problem);
        // What Fastify refuses before a route sees it: a body that is no JSON, or too long.
        if (error.statusCode && error.statusCode < 500) return send(reply, new Refusal("invalid_request").problem);
        const code = isUnavailable(error) ? "unavailable" : "internal";
        log.error("request failed", error, { requestId: request.id, problem: code });
        return send(reply, new Refusal(code).problem);
    });
    return server;
}

async function existingBooking(pool: Pool, id: string): Promise<Booking> {
    const booking = await findBooking(pool, id);
    if (!booking) throw new Refusal("booking_not_found");
    return booking;
}

function idOf(params: unknown): string {
    return parse(z.object({ id: z.uuid() }), params).id;
}

/** @throws {Refusal} that names every field at fault, and no value */
function parse<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    throw new Refusal("invalid_request", [...new Set(result.error.issues.map((issue) => issue.path.join(".")))]);
}

function send(
    reply: { status(code: number): { type(type: string): { send(body: Problem): unknown } } },
    problem: Problem,
) {
    return reply.status(problem.status).type("application/problem+json").send(problem);
}
