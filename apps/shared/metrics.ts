/** The metrics of every service: those of the process, and rate, errors and duration of what it serves. */
import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Bounds in seconds: half of what a healthy service does takes less than 25 ms; objectives lie at 250 ms or 1 s. */
export const DURATION_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** A registry of its own, so that two services in one process (a test) do not mix. Each series names its service. */
export function createRegistry(service: string): Registry {
    const registry = new Registry();
    registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: registry });
    return registry;
}

/**
 * Times every response. One histogram holds all three of RED: its count by `status` is the rate and the errors.
 * The route is the pattern ("/v1/sessions/:id"): a label from the address itself would grow without bound.
 */
export function measureRequests(server: FastifyInstance, registry: Registry): void {
    const duration = new Histogram({
        name: "http_request_duration_seconds",
        help: "Duration of HTTP requests by method, route pattern and status.",
        labelNames: ["method", "route", "status"],
        buckets: DURATION_BUCKETS_SECONDS,
        registers: [registry],
    });
    server.addHook("onResponse", async (request, reply) => {
        const labels = {
            method: request.method,
            route: routeOf(request.routeOptions.url),
            status: String(reply.statusCode),
        };
        duration.observe(labels, reply.elapsedTime / 1000);
    });
}

/** The pattern that a request matched. All the rest is one value, whatever was asked for. */
export function routeOf(pattern: string | undefined): string {
    return pattern ?? "unmatched";
}
