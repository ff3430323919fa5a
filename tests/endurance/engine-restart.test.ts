/** The container engine and the machine restart under an environment, which comes back with what it had. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { run } from "../../setup/run";
import { bookingState, confirmedBooking } from "../e2e/inside";
import { ownEnvironment } from "../e2e/own-environment";

const ENV = "again";
const MINUTE = 60_000;

const up = ownEnvironment(ENV);

/** The engine is ended only where nobody else's containers run on it. */
const others = execFileSync("docker", ["ps", "--format", '{{.Label "plateau.environment"}} {{.Names}}'], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith(`${ENV} `));

const withEngine = others.length > 0 ? describe.skip : describe;

withEngine("the container engine, which is left alone where other containers run on it", () => {
    test("the machine restarts: all servers stopped, the engine ended and started", async () => {
        const id = await confirmedBooking(ENV);
        const servers = await run("docker", ["ps", "--quiet", "--filter", `label=plateau.environment=${ENV}`]);
        await run("docker", ["stop", "--time", "10", ...servers.split("\n")]);
        await endEngine();
        const { changes, restarted } = await up();
        expect({ changed: Object.keys(changes), restarted: restarted.length }).toEqual({ changed: ["same"], restarted: 6 });
        expect(await bookingState(ENV, id)).toBe("confirmed");
    }, 10 * MINUTE);

    test("the engine alone restarts, and starts the servers itself", async () => {
        const id = await confirmedBooking(ENV);
        await endEngine();
        expect((await up()).restarted).toHaveLength(6);
        expect(await bookingState(ENV, id)).toBe("confirmed");
    }, 10 * MINUTE);
});

/** Asks it to end, and does not wait: it refuses to answer long before it has given back the ports of its containers. */
async function endEngine(): Promise<void> {
    const pid = readFileSync("/var/run/docker.pid", "utf8").trim();
    if (existsSync("/run/systemd/system")) await run("systemctl", ["stop", "docker.service", "docker.socket"]);
    else process.kill(Number(pid), "SIGTERM");
}
