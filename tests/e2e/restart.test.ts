/** An environment whose servers go away under it, and come back with what they had. */
import { run } from "../../setup/run";
import { plateau } from "./command";
import { bookingState, confirmedBooking, inside } from "./inside";
import { ownEnvironment } from "./own-environment";

const ENV = "again";
const MINUTE = 60_000;

const up = ownEnvironment(ENV);

const container = (server: string) => `plateau-${ENV}-${server}`;

test("servers that were killed come back with their data", async () => {
    const id = await confirmedBooking(ENV);
    const killed = ["bastion", "control", "worker-1", "db-1"];
    await run("docker", ["kill", ...killed.map(container)]);
    const { changes, restarted } = await up();
    expect({ changed: Object.keys(changes), restarted }).toEqual({ changed: ["same"], restarted: killed });
    expect(await bookingState(ENV, id)).toBe("confirmed");
    await plateau("verify", "CP7.1", "--env", ENV); // that containers ended with their servers is nobody's failure
}, 10 * MINUTE);

test.each([[["worker-1", "db-1"]], [["control", "bastion"]]])("%j whose containers are gone are made anew and go on with what they had", async (servers) => {
    const id = await confirmedBooking(ENV);
    const nodes = () => inside(ENV, (lab) => lab.table("nodes", { name: ".metadata.name", uid: ".metadata.uid" }));
    const before = await nodes();
    await run("docker", ["rm", "--force", ...servers.map(container)]);
    const { changes } = await up();
    expect(changes["create"]).toBe(servers.length);
    expect(changes["replace"] ?? 0).toBe(0);
    expect(await nodes()).toEqual(before);
    expect(await bookingState(ENV, id)).toBe("confirmed");
    await plateau("verify", "CP2.1", "CP2.2", "CP6.1", "CP6.2", "--env", ENV);
}, 10 * MINUTE);
