import type { Pool } from "pg";
import { isUnavailable, poolConfig, transaction } from "../../../apps/shared/database";

const settings = {
    DATABASE_HOST: "10.64.3.41",
    DATABASE_PORT: 5432,
    DATABASE_NAME: "bookings_test",
    DATABASE_USER: "app",
    DATABASE_PASSWORD_FILE: "secret",
    DATABASE_CA_FILE: "PEM",
};

test("the server's certificate is checked, and so is its name, even when it is an address", () => {
    expect(poolConfig(settings, "test").ssl).toMatchObject({ ca: "PEM", rejectUnauthorized: true, host: "10.64.3.41" });
});

function fakePool(failAt?: string) {
    const said: string[] = [];
    const release = jest.fn();
    const query = async (sql: string): Promise<void> => {
        said.push(sql);
        if (sql === failAt) throw new Error(`no ${sql}`);
    };
    return { said, release, pool: { connect: async () => ({ query, release }) } as unknown as Pool };
}

test("a transaction is all of its work", async () => {
    const { pool, said, release } = fakePool();
    await expect(transaction(pool, async (client) => void (await client.query("INSERT")))).resolves.toBeUndefined();
    expect(said).toEqual(["BEGIN", "INSERT", "COMMIT"]);
    expect(release).toHaveBeenCalledWith();
});

test("or nothing of it", async () => {
    const { pool, said } = fakePool("INSERT");
    await expect(transaction(pool, (client) => client.query("INSERT"))).rejects.toThrow("no INSERT");
    expect(said).toEqual(["BEGIN", "INSERT", "ROLLBACK"]);
});

test("a connection that cannot roll back is not used again", async () => {
    const { pool, release } = fakePool("ROLLBACK");
    await expect(transaction(pool, () => Promise.reject(new Error("the cause")))).rejects.toThrow("the cause");
    expect(release).toHaveBeenCalledWith(expect.objectContaining({ message: "no ROLLBACK" }));
});

test.each(["ECONNREFUSED", "ENOTFOUND", "08006", "53300", "57P03"])("%s means: not now", (code) => {
    expect(isUnavailable(Object.assign(new Error(), { code }))).toBe(true);
});

test.each(["23505", "42501", "ERR_TLS_CERT_ALTNAME_INVALID", undefined])("%s means: wrong", (code) => {
    expect(isUnavailable(Object.assign(new Error(), { code }))).toBe(false);
});
