/** The kinds of work that follow from a booking: the api queues them, the worker does them. */
export const JOB_KINDS = ["confirm-booking", "announce-cancellation"] as const;
export type JobKind = (typeof JOB_KINDS)[number];
