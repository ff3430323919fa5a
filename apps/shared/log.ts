/** One JSON line an event on standard output. Fields are chosen by the caller: no body, no address, no one's name. */

type Level = "info" | "warn" | "error";
type Fields = Record<string, string | number | boolean | undefined>;

export interface Log {
    info(message: string, fields?: Fields): void;
    warn(message: string, fields?: Fields): void;
    /** The stack is logged as well; an error's message is only as discreet as whoever threw it. */
    error(message: string, error: unknown, fields?: Fields): void;
}

/**
 * @param service its name, on every line
 * @param write @default standard output
 */
export function createLog(service: string, write: (line: string) => void = (line) => process.stdout.write(line)): Log {
    const line = (level: Level, message: string, fields: Fields = {}) =>
        write(`${JSON.stringify({ time: new Date().toISOString(), level, service, message, ...fields })}\n`);
    return {
        info: (message, fields) => line("info", message, fields),
        warn: (message, fields) => line("warn", message, fields),
        error: (message, error, fields) => line("error", message, { ...describeError(error), ...fields }),
    };
}

/**
 * An error's name, code and stack, but not PostgreSQL's `detail`: "Key (email)=(…) already exists" tells who.
 * A stack begins with the message, so for such an error only its calls are kept.
 */
function describeError(error: unknown): Fields {
    if (!(error instanceof Error)) return { error: String(error) };
    const code = (error as NodeJS.ErrnoException).code;
    const calls = error.stack
        ?.split("\n")
        .slice(1)
        .map((call) => call.trim())
        .join(" | ");
    return { error: error.name, code, reason: "severity" in error ? undefined : error.message, calls };
}
