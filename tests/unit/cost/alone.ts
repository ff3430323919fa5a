/** A home of its own for a test: no price table of the user's, and no credentials but those that the test names. */
import { mkdtempSync, rmSync } from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const NAMES = [
    "HOME",
    "XDG_DATA_HOME",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_PROFILE",
    "AWS_ENDPOINT_URL_PRICING",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
];

/** For every test of a file. */
export function alone(): void {
    let home: string;
    let before: Record<string, string | undefined>;
    beforeEach(() => {
        home = mkdtempSync(path.join(os.tmpdir(), "plateau-cost-"));
        before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
        for (const name of NAMES) delete process.env[name];
        // A machine of a cloud would answer with credentials of its own.
        Object.assign(process.env, { HOME: home, XDG_DATA_HOME: home, AWS_EC2_METADATA_DISABLED: "true" });
    });
    afterEach(() => {
        for (const [name, value] of Object.entries(before)) {
            if (value === undefined) delete process.env[name];
            else process.env[name] = value;
        }
        rmSync(home, { recursive: true, force: true });
    });
}

/** Credentials that no account has, and the address that they are good for. */
export function believe(address: string): void {
    Object.assign(process.env, { AWS_ENDPOINT_URL_PRICING: address, AWS_ACCESS_KEY_ID: "AKIATEST", AWS_SECRET_ACCESS_KEY: "test" });
}
