/** The role managed_databases against a PostgreSQL whose administrator is no superuser, as a cloud's is: this machine's container engine runs it. */
import { chmodSync, createReadStream, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { contentOf, dump, restore } from "../../cli/portable/database";
import type { Inside } from "../../cli/portable/inside";
import { certificate } from "../../providers/plateau/certificate";
import { certificateAuthority } from "../../providers/plateau/certificate-authority";
import { Lab } from "../../referential/lab";
import { run as call } from "../../referential/lab/process";
import { knownImages } from "../../setup/inventory";
import { ROOT } from "../../setup/paths";
import { ansible } from "../../setup/python";
import { run } from "../../setup/run";

const NAME = "plateau-e2e-managed-databases";
const ADMINISTRATOR = { username: "administrator", password: "its-own-password" };
const SECRETS = { owner_password: "password-of-the-owner", app_password: "password-of-the-application" };

let folder: string;
jest.setTimeout(180_000);

const inContainer = (script: string) => run("docker", ["exec", "--user", "postgres", NAME, "sh", "-ec", script]);

/** As one of the roles, over TLS, as the application does. */
const query = (user: string, password: string, sql: string) =>
    inContainer(`PGPASSWORD=${password} psql "host=localhost dbname=bookings_test user=${user} sslmode=verify-full sslrootcert=${folder}/test.pem" -Atc "${sql}"`);

beforeAll(async () => {
    await run("docker", ["rm", "--force", "--volumes", NAME]).catch(() => undefined);
    folder = mkdtempSync(path.join(os.tmpdir(), "plateau-managed-"));
    chmodSync(folder, 0o755); // PostgreSQL reads its certificate in it; no secret of anybody is
    const authority = (await certificateAuthority.create({ commonName: "test", validDays: 2 }, { name: "ca" } as never)).outputs as { certificate: string; privateKey: string };
    const server = (await certificate.create({ caCertificate: authority.certificate, caPrivateKey: authority.privateKey, commonName: "localhost", names: ["localhost"], validDays: 2 }, { name: "server" } as never)).outputs as { certificate: string; privateKey: string };
    writeFileSync(path.join(folder, "server.pem"), server.certificate + server.privateKey);
    writeFileSync(path.join(folder, "authority"), authority.certificate);
    const image = (await knownImages(true)).find(({ name }) => name === "database")!.tag!;
    await run("docker", ["run", "--detach", "--name", NAME, "--network", "none", "--volume", `${folder}:${folder}:ro`, "--entrypoint", "sleep", image, "600"]);
    await inContainer(`
        bin=/usr/lib/postgresql/17/bin; mkdir /tmp/own; cat ${folder}/server.pem > /tmp/own/server.pem; chmod 600 /tmp/own/server.pem
        $bin/initdb --auth-local=trust --auth-host=scram-sha-256 --pgdata=/tmp/own/data >/dev/null
        $bin/pg_ctl --pgdata=/tmp/own/data --wait --log=/tmp/own/log -o "-c ssl=on -c ssl_cert_file=/tmp/own/server.pem -c ssl_key_file=/tmp/own/server.pem -c unix_socket_directories=/tmp/own" start >/dev/null
        psql --host=/tmp/own postgres -qc "CREATE ROLE ${ADMINISTRATOR.username} LOGIN CREATEDB CREATEROLE PASSWORD '${ADMINISTRATOR.password}'" -c "ALTER DATABASE postgres OWNER TO ${ADMINISTRATOR.username}"`);
    // Ansible works on this machine; the program that it calls, in the container.
    mkdirSync(path.join(folder, "bin"));
    const variables = ["PGHOST", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSSLMODE", "PGSSLROOTCERT"].flatMap((name) => ["--env", name]).join(" ");
    writeFileSync(path.join(folder, "bin", "psql"), `#!/bin/sh\nexec docker exec --interactive --user postgres ${variables} ${NAME} psql "$@"\n`, { mode: 0o755 });
    // Likewise the server that ssh leads to: the bastion, which has PostgreSQL's programs and no database.
    writeFileSync(path.join(folder, "bin", "ssh"), `#!/bin/sh\nfor command; do :; done\nexec docker exec --interactive --user postgres ${NAME} bash -c "$command"\n`, { mode: 0o755 });
    for (const name of ["roles", "templates", "filter_plugins"]) symlinkSync(path.join(ROOT, "ansible", name), path.join(folder, name)); // as beside the playbooks
    writeFileSync(path.join(folder, "play.yml"), JSON.stringify([{ hosts: "localhost", connection: "local", gather_facts: false, roles: ["managed_databases"] }]));
});

afterAll(async () => {
    await run("docker", ["rm", "--force", "--volumes", NAME]).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
});

/** How many tasks changed something. */
async function configure(secrets: object = SECRETS): Promise<number> {
    const variables = {
        managed_databases: { test: { host: "localhost", authority: await run("cat", [path.join(folder, "authority")]), administrator: JSON.stringify(ADMINISTRATOR) } },
        managed_databases_directory: folder,
        database: { stages: { test: secrets } },
    };
    writeFileSync(path.join(folder, "variables.json"), JSON.stringify(variables));
    const env = {
        ...process.env,
        PATH: `${path.join(folder, "bin")}:${process.env.PATH}`,
        ANSIBLE_CONFIG: path.join(ROOT, "ansible", "ansible.cfg"),
        ANSIBLE_STRATEGY: "linear", // the other one is for servers that are reached by ssh
        ANSIBLE_NOCOLOR: "1",
        ANSIBLE_LOCAL_TEMP: path.join(folder, "tmp"),
        PYTHONDONTWRITEBYTECODE: "1",
    };
    const options = ["--inventory", "localhost,", "--extra-vars", `@${path.join(folder, "variables.json")}`, path.join(folder, "play.yml")];
    const output = await run(path.join(await ansible(), "ansible-playbook"), options, { env, cwd: path.join(ROOT, "ansible") });
    return Number(/changed=(\d+)/.exec(output)![1]);
}

test("a database, its owner and the application's role are made, and a second run changes nothing", async () => {
    expect(await configure()).toBe(2); // the authority's certificate, and what is in the server
    expect(await configure()).toBe(0);
});

test("the owner makes tables; the application reads and writes rows, and makes none", async () => {
    await query("bookings_test_owner", SECRETS.owner_password, "CREATE TABLE bookings (id serial PRIMARY KEY)");
    expect(await query("bookings_test_app", SECRETS.app_password, "INSERT INTO bookings DEFAULT VALUES RETURNING id")).toContain("1");
    await expect(query("bookings_test_app", SECRETS.app_password, "CREATE TABLE own ()")).rejects.toThrow();
    await expect(query("bookings_test_app", SECRETS.app_password, "DROP TABLE bookings")).rejects.toThrow();
});

test("nobody else gets in, and no role has the administrator's rights", async () => {
    const seen = await inContainer(`psql --host=/tmp/own postgres -Atc "SELECT rolname, rolcreatedb, rolcreaterole, rolsuper, rolconnlimit FROM pg_roles WHERE rolname LIKE 'bookings%' ORDER BY 1" -c "SELECT has_database_privilege('public', 'bookings_test', 'CONNECT')"`);
    expect(seen.split("\n")).toEqual(["bookings_test_app|f|f|f|25", "bookings_test_owner|f|f|f|5", "f"]);
});

test("a new password is set, once", async () => {
    const other = { ...SECRETS, app_password: "another-one" };
    expect(await configure(other)).toBe(1);
    expect(await configure(other)).toBe(0);
    expect(await query("bookings_test_app", other.app_password, "SELECT 1")).toBe("1");
    await expect(query("bookings_test_app", SECRETS.app_password, "SELECT 1")).rejects.toThrow();
});

describe("an export and an import from a bastion, as the owner of the stage's database", () => {
    let place: Inside;
    const origin = process.env.PATH;
    const rows = () => query("bookings_test_owner", SECRETS.owner_password, "SELECT count(*), max(id) FROM bookings");

    beforeAll(async () => {
        await configure();
        process.env.PATH = `${path.join(folder, "bin")}:${origin}`;
        await run("docker", ["exec", "--user", "root", NAME, "cp", path.join(folder, "test.pem"), "/etc/ssl/certs/test.pem"]);
        const plan = { environment: { servers: [{ name: "bastion", role: "bastion" }], specification: { stages: ["test"] } } };
        const lab = new Lab(plan as never, { ssh: (server: string, command: string, options: object) => call("ssh", [server, command], { ...options, env: process.env }) } as never);
        place = { lab, access: { sshConfigFile: "none", ansible: { variablesFile: path.join(folder, "variables.json") } }, signal: new AbortController().signal } as unknown as Inside;
    });
    afterAll(() => void (process.env.PATH = origin));

    test("a dump is taken, and fills the database again as it was", async () => {
        await query("bookings_test_owner", SECRETS.owner_password, "INSERT INTO bookings SELECT FROM generate_series(1, 20)");
        const before = await rows();
        const file = path.join(folder, "test.dump");
        await dump(place, "test", (output) => fs.writeFile(file, output));
        expect(statSync(file).size).toBeGreaterThan(500);
        await query("bookings_test_owner", SECRETS.owner_password, "DELETE FROM bookings WHERE id > 3; CREATE TABLE later (id int)");
        expect(await contentOf(place, "test")).toEqual({ used: true, origin: "" });
        await restore(place, "test", "plateau import 0", createReadStream(file));
        expect(await rows()).toBe(before);
        expect(await contentOf(place, "test")).toEqual({ used: true, origin: "plateau import 0" });
        await expect(query("bookings_test_owner", SECRETS.owner_password, "SELECT FROM later")).rejects.toThrow();
    });

    test("half a dump changes nothing", async () => {
        const before = await rows();
        const file = path.join(folder, "test.dump");
        const half = createReadStream(file, { end: statSync(file).size >> 1 });
        await expect(restore(place, "test", "nowhere", half)).rejects.toMatchObject({ code: "IMPORT_FAILED" });
        expect(await rows()).toBe(before);
    });
});
