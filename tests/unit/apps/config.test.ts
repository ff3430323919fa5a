import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ConfigurationError, databaseSettings, readConfig, serviceSettings } from "../../../apps/shared/config";

let directory: string;
const file = (name: string, content: string): string => {
    const at = path.join(directory, name);
    writeFileSync(at, content);
    return at;
};

beforeEach(() => void (directory = mkdtempSync(path.join(os.tmpdir(), "config-"))));
afterEach(() => rmSync(directory, { recursive: true }));

const environment = () => ({
    DATABASE_HOST: "db-1",
    DATABASE_NAME: "bookings",
    DATABASE_USER: "app",
    DATABASE_PASSWORD_FILE: file("password", "s3cret \n"),
    DATABASE_CA_FILE: file("ca.pem", "PEM"),
});

test("a secret is what its file says, without the last line end", () => {
    expect(readConfig(databaseSettings, environment())).toMatchObject({
        DATABASE_PASSWORD_FILE: "s3cret ",
        DATABASE_CA_FILE: "PEM",
        DATABASE_PORT: 5432,
    });
});

test("all faults come at once, by variable, and none shows a value", () => {
    const wrong = {
        ...environment(),
        DATABASE_HOST: "",
        DATABASE_PORT: "70000",
        DATABASE_PASSWORD_FILE: "/nowhere/hush",
    };
    const read = () => readConfig(databaseSettings, wrong);
    expect(read).toThrow(ConfigurationError);
    expect(read).toThrow(
        /3 fault\(s\).*DATABASE_HOST.*DATABASE_PORT.*DATABASE_PASSWORD_FILE: cannot be read \(ENOENT\)/,
    );
    expect(read).not.toThrow(/hush|70000/);
});

test("an empty secret is a fault", () => {
    const wrong = { ...environment(), DATABASE_PASSWORD_FILE: file("empty", "\n") };
    expect(() => readConfig(databaseSettings, wrong)).toThrow(/names an empty file/);
});

test("a service starts without any setting of its own", () => {
    expect(readConfig(serviceSettings, {})).toMatchObject({ METRICS_PORT: 9464, LISTEN_ADDRESS: "0.0.0.0" });
});
