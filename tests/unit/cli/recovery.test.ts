/** What `up` does with servers that have stopped. */
import { withAccess } from "../../../cli/access";
import { UserError } from "../../../cli/errors";
import type { Prepared } from "../../../cli/prepare";
import { bringBack } from "../../../cli/recovery";
import type { Context } from "../../../cli/verb";
import { planEnvironment } from "../../../infra/plan";
import { parseSpecification } from "../../../infra/specification";
import { SILENT } from "../../../setup/progress";
import { run } from "../../../setup/run";

jest.mock("../../../setup/run", () => ({ run: jest.fn() }));
jest.mock("../../../cli/access", () => ({ withAccess: jest.fn() }));

const plan = planEnvironment("demo", parseSpecification({}));
const SERVERS = plan.servers.map(({ name }) => name);
const LONG_AGO = "2026-01-01T00:00:00Z";

/** The answers of `docker inspect`: one line a container, every server running for long unless told otherwise. */
let containers: Map<string, { state: string; startedAt: string }>;
let asked: string[][];

beforeEach(() => {
    containers = new Map(SERVERS.map((name) => [name, { state: "running", startedAt: LONG_AGO }]));
    asked = [];
    jest.mocked(withAccess).mockReset().mockResolvedValue(undefined);
    jest.mocked(run).mockReset().mockImplementation(async (_program, args) => {
        if (args[0] === "ps") return [...containers.keys()].join("\n");
        if (args[0] === "container") return [...containers].map(([name, { state, startedAt }]) => `/plateau-demo-${name} id ${state} ${startedAt} ${LONG_AGO}`).join("\n");
        asked.push([...args]);
        return "";
    });
});

function recover(remade: readonly string[] = []) {
    return bringBack({ plan } as unknown as Prepared, remade, { progress: SILENT } as unknown as Context);
}

test("nothing is done to servers that run", async () => {
    expect(await recover()).toEqual([]);
    expect(asked).toEqual([]);
    expect(withAccess).not.toHaveBeenCalled();
});

test("what has stopped is started, what is paused goes on, and the whole is waited for", async () => {
    containers.set("db-1", { state: "exited", startedAt: LONG_AGO }).set("worker-2", { state: "paused", startedAt: LONG_AGO });
    expect(await recover()).toEqual(["worker-2", "db-1"]);
    expect(asked).toEqual([["unpause", "plateau-demo-worker-2"], ["start", "plateau-demo-db-1"]]);
    expect(withAccess).toHaveBeenCalledTimes(1);
});

test("so is one that the container engine has started again a moment ago", async () => {
    containers.set("control", { state: "running", startedAt: new Date(Date.now() - 5_000).toISOString() });
    expect(await recover()).toEqual(["control"]);
    expect(asked).toEqual([]);
    expect(withAccess).toHaveBeenCalledTimes(1);
});

test("nothing is waited for while a server has yet to be made anew", async () => {
    containers.delete("worker-1");
    containers.set("db-1", { state: "exited", startedAt: LONG_AGO });
    expect(await recover(["worker-1"])).toEqual(["db-1"]);
    expect(withAccess).not.toHaveBeenCalled();
});

test("an environment that never was whole is left to the engine; any other failure is one", async () => {
    containers.set("bastion", { state: "exited", startedAt: LONG_AGO });
    jest.mocked(withAccess).mockRejectedValue(new UserError("INCOMPLETE", "not whole"));
    expect(await recover()).toEqual(["bastion"]);
    jest.mocked(withAccess).mockRejectedValue(new UserError("NOT_RECOVERED", "not whole after 180 s"));
    await expect(recover()).rejects.toThrow("after 180 s");
});
