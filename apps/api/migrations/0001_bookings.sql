-- Courses, their sessions, the bookings of learners, and the work that follows from a booking.

CREATE TABLE courses (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    code text NOT NULL UNIQUE,
    title text NOT NULL,
    title_english text NOT NULL,
    description text NOT NULL,
    hours integer NOT NULL CHECK (hours > 0)
);

CREATE TABLE sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    course_id uuid NOT NULL REFERENCES courses,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    room text NOT NULL,
    capacity integer NOT NULL CHECK (capacity > 0),
    -- Kept beside the bookings so that the database itself refuses one too many, whatever the application does.
    places_taken integer NOT NULL DEFAULT 0,
    CHECK (ends_on >= starts_on),
    CONSTRAINT sessions_not_overbooked CHECK (places_taken BETWEEN 0 AND capacity)
);
CREATE INDEX sessions_starts_on ON sessions (starts_on);

CREATE TABLE bookings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    reference text NOT NULL UNIQUE,
    session_id uuid NOT NULL REFERENCES sessions,
    learner_name text NOT NULL CHECK (length(learner_name) BETWEEN 2 AND 100),
    learner_email text NOT NULL CHECK (length(learner_email) <= 254),
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'confirmed', 'cancelled')),
    idempotency_key uuid NOT NULL CONSTRAINT bookings_idempotency_key UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    cancelled_at timestamptz
);
-- Whoever cancelled may book again.
CREATE UNIQUE INDEX bookings_one_per_learner ON bookings (session_id, lower(learner_email)) WHERE state <> 'cancelled';

CREATE TABLE jobs (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    booking_id uuid NOT NULL REFERENCES bookings,
    state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'dead')),
    attempts integer NOT NULL DEFAULT 0,
    run_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    last_error text,
    -- The same event never makes the same work twice.
    UNIQUE (kind, booking_id)
);
-- The queue is what is left to do; the index does not grow with what was done.
CREATE INDEX jobs_queued ON jobs (run_at, id) WHERE state = 'queued';

CREATE TABLE notifications (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    booking_id uuid NOT NULL REFERENCES bookings,
    kind text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (booking_id, kind)
);
