/** What `web` and `api` say to each other. Both check against these schemas, so neither trusts the other's word. */
import { z } from "zod";

/** A name as a person writes it: accents, apostrophes, hyphens, but no control character and nothing invisible. */
const personName = z
    .string()
    .transform((name) => name.normalize("NFC").replace(/\s+/g, " ").trim())
    .pipe(
        z
            .string()
            .min(2)
            .max(100)
            .regex(/^[\p{L}\p{M}\p{N} .,'’()-]+$/u),
    );

/** Case is kept as written; whether two are the same is decided without it. */
const email = z.string().trim().max(254).pipe(z.email());

/** Booking a place for a learner. */
export const bookingRequest = z.strictObject({
    sessionId: z.uuid(),
    learnerName: personName,
    learnerEmail: email,
});
export type BookingRequest = z.infer<typeof bookingRequest>;

/** What a learner fills in; the rest of a request is chosen by a click. */
export const LEARNER_FIELDS = ["learnerName", "learnerEmail"] as const satisfies (keyof BookingRequest)[];

/** The header by which a request that is sent twice books once; its value is chosen by the sender. */
export const IDEMPOTENCY_HEADER = "idempotency-key";
export const idempotencyKey = z.uuid();

export const session = z.object({
    id: z.uuid(),
    course: z.object({
        code: z.string(),
        title: z.string(),
        titleEnglish: z.string(),
        description: z.string(),
        hours: z.int(),
    }),
    /** First and last day, ISO 8601. */
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    room: z.string(),
    capacity: z.int(),
    placesLeft: z.int(),
});
export type Session = z.infer<typeof session>;
export const sessionList = z.object({ sessions: z.array(session) });

/** `pending` until the worker has confirmed it, a moment later. */
export const BOOKING_STATES = ["pending", "confirmed", "cancelled"] as const;

/** What a learner is told, each at most once for a booking. */
export const NOTIFICATION_KINDS = ["confirmation", "cancellation"] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export const booking = z.object({
    id: z.uuid(),
    /** What people quote on the telephone: "F7Q2-8MXK". */
    reference: z.string(),
    state: z.enum(BOOKING_STATES),
    learnerName: z.string(),
    session,
    createdAt: z.iso.datetime(),
    /** The latest first. */
    notifications: z.array(
        z.object({
            kind: z.enum(NOTIFICATION_KINDS),
            subject: z.string(),
            body: z.string(),
            createdAt: z.iso.datetime(),
        }),
    ),
});
export type Booking = z.infer<typeof booking>;

/** Why the api refuses. Its French and English wording is the web's affair. */
export const PROBLEM_CODES = [
    "invalid_request",
    "session_not_found",
    "session_full",
    "session_started",
    "already_booked",
    "idempotency_key_reused",
    "booking_not_found",
    "not_found",
    "unavailable",
    "internal",
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A refusal in the form of RFC 9457, `application/problem+json`. */
export const problem = z.object({
    title: z.string(),
    status: z.int(),
    code: z.enum(PROBLEM_CODES),
    /** For `invalid_request`: each field that is wrong, by its path. */
    fields: z.array(z.string()).optional(),
});
export type Problem = z.infer<typeof problem>;
