/** Waiting for AWS, half-made things, and AWS's errors in one sentence. */
import type { Account } from "../../../../providers/aws/account";
import { plainly } from "../../../../providers/aws/errors";
import type { Kind } from "../../../../providers/aws/kind";
import { difference, finish, inOrder, insist, reach, sameDocument, unlessGone } from "../../../../providers/aws/kinds/shared";
import { readTags, retag } from "../../../../providers/aws/kinds/tags";
import { made } from "../../../../providers/aws/made";
import { PartialFailure } from "../../../../providers/kit/errors";
import type { Context } from "../../../../providers/kit/types";

const named = (name: string, message = "no") => Object.assign(new Error(message), { name });
const status = jest.fn();
const context = (timeoutSeconds = 30, signal = new AbortController().signal) => ({ timeoutSeconds, signal, status }) as unknown as Context;
const states = (...list: (string | undefined)[]) => async () => {
    const state = list.length > 1 ? list.shift() : list[0];
    return state === undefined ? undefined : { state };
};

beforeEach(() => status.mockReset());

test("a state is waited for, and what is waited for is shown", async () => {
    await reach({ what: "VPC vpc-1", state: "available", minutes: 1 }, states(undefined, "pending", "available"), context());
    expect(status.mock.calls.flat()).toEqual(["VPC vpc-1 is not there yet", "VPC vpc-1 is pending"]);
});

test("a state that never leads there ends the waiting at once, and one that lasts ends it in time", async () => {
    const goal = { what: "NAT gateway nat-1", state: "available", never: /failed/, minutes: 1 };
    await expect(reach(goal, async () => ({ state: "failed", reason: "no address" }), context())).rejects.toThrow("NAT gateway nat-1 is failed (no address)");
    await expect(reach(goal, states("pending"), context(0))).rejects.toThrow(/is pending\. It was waited for 0 s/);
    const cancelled = AbortSignal.abort(new Error("The run was cancelled."));
    await expect(reach(goal, states("pending"), context(30, cancelled))).rejects.toThrow(/is pending\. The run was cancelled\./);
});

test("a refusal that passes is waited out; another one is not", async () => {
    const ask = jest.fn().mockRejectedValueOnce(named("DependencyViolation")).mockResolvedValue("done");
    await expect(insist("VPC vpc-1", /DependencyViolation/, ask, context(), 1)).resolves.toBe("done");
    await expect(insist("VPC vpc-1", /DependencyViolation/, () => Promise.reject(named("AccessDenied")), context(), 1)).rejects.toThrow("no");
});

test("what was half made stays known; what has failed for good is replaced by the next update", async () => {
    const inputs = { subnetId: "subnet-1", tags: {} };
    const partly = (rest: () => Promise<unknown>) => finish("nat-1", inputs, "subnetId", rest).catch((error: unknown) => error);
    expect(await partly(async () => undefined)).toBe("nat-1");
    const interrupted = await partly(() => Promise.reject(new Error("timed out")));
    expect(interrupted).toBeInstanceOf(PartialFailure);
    expect(interrupted).toMatchObject({ id: "nat-1", inputs });
    const failed = await partly(() => reach({ what: "it", state: "available", never: /failed/, minutes: 1 }, states("failed"), context()));
    expect(failed).toMatchObject({ id: "nat-1", inputs: { tags: {} } });
});

test("what was made and could not be read stays known", async () => {
    const kind: Kind = { inputs: ["name"], replacing: [], create: async () => "it-1", read: () => Promise.reject(named("ThrottlingException")), delete: async () => undefined };
    const type = made(kind, { inputs: ["name"], required: [], outputs: [], secrets: [] }, () => ({}) as Account, () => ({}));
    const failure = await type.create({ name: "a" }, context()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PartialFailure);
    expect(failure).toMatchObject({ id: "it-1", outputs: { name: "a" }, reasons: [expect.stringContaining("too many requests")] });
});

test("gone is an answer, and no error; anything else is one", async () => {
    for (const name of ["InvalidVpcID.NotFound", "NoSuchEntityException", "ResourceNotFoundException", "DBInstanceNotFoundFault"]) expect(await unlessGone(Promise.reject(named(name)))).toBeUndefined();
    await expect(unlessGone(Promise.reject(named("UnauthorizedOperation")))).rejects.toThrow("no");
});

test("an order, or a layout, that means nothing is kept as the program has it", () => {
    expect(inOrder(["b", "a"], ["a", "b"])).toEqual(["a", "b"]);
    expect(inOrder([{ x: 1, y: 2 }, { x: 3 }], [{ x: 3 }, { y: 2, x: 1 }])).toEqual([{ x: 3 }, { y: 2, x: 1 }]);
    expect(inOrder(["b", "a"], ["a"])).toEqual(["b", "a"]);
    expect(sameDocument('{"a":1,"b":[2]}', '{ "b": [2], "a": 1 }')).toBe('{ "b": [2], "a": 1 }');
    expect(sameDocument('{"a":1}', '{"a":2}')).toBe('{"a":1}');
    expect(difference(["a", "b"], ["b", "c"])).toEqual({ added: ["c"], removed: ["a"] });
});

test("tags that come and go are put on and taken off; AWS's own stay AWS's", async () => {
    const put = jest.fn();
    const remove = jest.fn();
    await retag({ tagsAll: { a: "1", c: "3" } }, { tagsAll: { a: "1", b: "2" } }, new Set(["tagsAll"]), put, remove);
    expect([put.mock.calls, remove.mock.calls]).toEqual([[[{ a: "1", c: "3" }]], [[["b"]]]]);
    await retag({ tagsAll: {} }, { tagsAll: { b: "2" } }, new Set(["cidrBlock"]), put, remove);
    expect(put).toHaveBeenCalledTimes(1);
    expect(readTags({ "aws:autoscaling:groupName": "x", a: "1" })).toEqual({ tags: { a: "1" }, tagsAll: { a: "1" } });
});

test.each([
    ["CredentialsProviderError", /does not know who is asking/],
    ["ExpiredTokenException", /session has expired/],
    ["UnauthorizedOperation", /refuses it with these credentials/],
    ["VpcLimitExceeded", /quota of the account is exhausted/],
    ["InstanceQuotaExceededFault", /quota of the account is exhausted/],
    ["ThrottlingException", /too many requests/],
    ["ECONNREFUSED", /does not answer/],
])("AWS's %s is one sentence, with AWS's own words behind it", (name, sentence) => {
    const say = () => plainly(named(name, "in its words"));
    expect(say).toThrow(sentence);
    expect(say).toThrow("in its words");
});

test("an error that nobody knows keeps AWS's name for it", () => {
    expect(() => plainly(named("InvalidSubnet.Range", "The CIDR is invalid."))).toThrow("InvalidSubnet.Range: The CIDR is invalid.");
    expect(() => plainly(new Error("plain"))).toThrow(/^plain$/);
});
