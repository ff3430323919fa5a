/** Every refusal of the api, with its status and wording. */
import type { Problem, ProblemCode } from "../shared/contract";

const PROBLEMS: Record<ProblemCode, [status: number, title: string]> = {
    invalid_request: [400, "The request is not valid."],
    session_not_found: [404, "There is no such session."],
    session_full: [409, "The session has no place left."],
    session_started: [409, "The session has already begun."],
    already_booked: [409, "This learner already has a place in this session."],
    idempotency_key_reused: [422, "The idempotency key belongs to another request."],
    booking_not_found: [404, "There is no such booking."],
    not_found: [404, "There is no such resource."],
    unavailable: [503, "The service is not available at the moment."],
    internal: [500, "The service failed."],
};

/** Thrown by whoever refuses; the server turns it into an answer. */
export class Refusal extends Error {
    override readonly name = "Refusal";

    constructor(
        readonly code: ProblemCode,
        readonly fields?: readonly string[],
    ) {
        super(PROBLEMS[code][1]);
    }

    get problem(): Problem {
        const [status, title] = PROBLEMS[this.code];
        return { title, status, code: this.code, ...(this.fields && { fields: [...this.fields] }) };
    }
}
