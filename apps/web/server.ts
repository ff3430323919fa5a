/** The routes of the web: each asks the api and answers with a page. */
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { bookingRequest, idempotencyKey, LEARNER_FIELDS, type ProblemCode } from "../shared/contract";
import { createHttpServer, type HttpOptions } from "../shared/http";
import { ApiProblem, type Api } from "./api";
import { bookingPage } from "./pages/booking";
import { layout, type Page, type Site } from "./pages/layout";
import { problemPage } from "./pages/problem";
import { sessionPage, type BookingForm } from "./pages/session";
import { sessionsPage } from "./pages/sessions";
import { protect } from "./security";
import { PROBLEMS } from "./wording";

export interface WebOptions extends HttpOptions {
    readonly site: Site;
    /** The api for a request of this identifier. */
    readonly api: (requestId: string) => Api;
}

/** Refusals that the visitor can answer in the form; any other gets a page of its own. */
const FORM_REFUSALS: readonly ProblemCode[] = [
    "session_full",
    "already_booked",
    "session_started",
    "idempotency_key_reused",
];

export function createWeb({ site, api, log, registry }: WebOptions): FastifyInstance {
    const server = createHttpServer({ log, registry });
    protect(server);
    server.addContentTypeParser(
        "application/x-www-form-urlencoded",
        { parseAs: "string" },
        async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
    );
    const show = (reply: FastifyReply, page: Page, status = 200) =>
        reply.status(status).type("text/html; charset=utf-8").send(layout(site, page).text);

    for (const { url, type, content } of Object.values(site.assets)) {
        server.get(url, (_request, reply) =>
            reply.header("cache-control", "public, max-age=31536000, immutable").type(type).send(content),
        );
    }

    server.get("/", async (request, reply) => show(reply, sessionsPage(await api(request.id).sessions())));

    server.get("/sessions/:id", async (request, reply) => {
        const session = await api(request.id).session(idOf(request));
        return show(reply, sessionPage(session, { key: randomUUID() }));
    });

    server.post("/sessions/:id/reservations", async (request, reply) => {
        const sessionId = idOf(request);
        const { key, ...values } = formOf(request);
        const again = async (status: number, form: Omit<BookingForm, "values">) =>
            show(reply, sessionPage(await api(request.id).session(sessionId), { ...form, values }), status);

        const learner = bookingRequest.safeParse({ ...values, sessionId });
        if (!learner.success) {
            const wrong = LEARNER_FIELDS.filter((field) =>
                learner.error.issues.some((issue) => issue.path[0] === field),
            );
            return again(400, { key, wrong });
        }
        try {
            const booking = await api(request.id).book(key, learner.data);
            return reply.redirect(`/reservations/${booking.id}`, 303);
        } catch (error) {
            if (!(error instanceof ApiProblem) || !FORM_REFUSALS.includes(error.code)) throw error;
            return again(error.status, { key: randomUUID(), refusal: PROBLEMS[error.code] });
        }
    });

    server.get("/reservations/:id", async (request, reply) =>
        show(reply, bookingPage(await api(request.id).booking(idOf(request)))),
    );

    server.post("/reservations/:id/annulation", async (request, reply) => {
        const booking = await api(request.id).cancel(idOf(request));
        return reply.redirect(`/reservations/${booking.id}`, 303);
    });

    server.setNotFoundHandler((_request, reply) => show(reply, problemPage("not_found"), 404));

    server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
        if (error instanceof ApiProblem) {
            if (error.status >= 500) log.error("the api failed", error, { requestId: request.id });
            return show(reply, problemPage(error.code), error.status);
        }
        if (error.statusCode && error.statusCode < 500)
            return show(reply, problemPage("invalid_request"), error.statusCode);
        log.error("page failed", error, { requestId: request.id });
        return show(reply, problemPage("internal"), 500);
    });
    return server;
}

/** An address that holds no UUID leads nowhere; there is no need to ask the api. */
function idOf(request: FastifyRequest): string {
    const params = z.object({ id: z.uuid() }).safeParse(request.params);
    if (!params.success) throw new ApiProblem("not_found", 404);
    return params.data.id;
}

/** The fields of the form as text. A key that is missing or damaged is replaced: it only guards against repetition. */
function formOf(request: FastifyRequest) {
    const field = z.string().catch("");
    return z
        .object({ key: idempotencyKey.catch(() => randomUUID()), learnerName: field, learnerEmail: field })
        .parse(request.body ?? {});
}
