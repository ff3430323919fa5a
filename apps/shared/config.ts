/** Settings come from the environment, secrets from files: one schema a service, and all faults at once. */
import { readFileSync } from "node:fs";
import { z } from "zod";

/** All that is wrong with a service's environment. It names variables, never their values. */
export class ConfigurationError extends Error {
    constructor(readonly faults: readonly string[]) {
        super(`The environment of this service has ${faults.length} fault(s): ${faults.join("; ")}.`);
    }
}

/**
 * Reads a service's settings.
 * @param schema by variable name
 * @throws {ConfigurationError}
 */
export function readConfig<S extends z.ZodType>(schema: S, env: NodeJS.ProcessEnv = process.env): z.infer<S> {
    const result = schema.safeParse(env);
    if (result.success) return result.data;
    throw new ConfigurationError(result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
}

/** A TCP port, given as text. */
export const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

/** The path of a file; the value is what the file says. A line end at its end is an editor's, not the secret's. */
export const fileContent = z
    .string()
    .min(1)
    .transform((path, context) => {
        try {
            const content = readFileSync(path, "utf8").replace(/\r?\n$/, "");
            if (content) return content;
            context.addIssue({ code: "custom", message: "names an empty file" });
        } catch (error) {
            context.addIssue({ code: "custom", message: `cannot be read (${(error as NodeJS.ErrnoException).code})` });
        }
        return z.NEVER;
    });

/** What every service has: where it serves its metrics and probes, and what it is called in its pages and logs. */
export const serviceSettings = z.object({
    METRICS_PORT: port(9464),
    LISTEN_ADDRESS: z.string().default("0.0.0.0"),
    STAGE: z.string().min(1).default("local"),
    APP_VERSION: z.string().min(1).default("0.0.0"),
});

/** What a service that uses the database has. The connection is refused unless the certificate names this host. */
export const databaseSettings = z.object({
    DATABASE_HOST: z.string().min(1),
    DATABASE_PORT: port(5432),
    DATABASE_NAME: z.string().min(1),
    DATABASE_USER: z.string().min(1),
    DATABASE_PASSWORD_FILE: fileContent,
    DATABASE_CA_FILE: fileContent,
});
