import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type * as grpc from "@grpc/grpc-js";
import { Session } from "../../../../providers/kit/context";
import { Engine } from "../../../../providers/kit/engine";
import { PartialFailure } from "../../../../providers/kit/errors";
import { fromStruct, secret, toStruct, UNKNOWN } from "../../../../providers/kit/properties";
import { methods } from "../../../../providers/kit/server";
import type { ProviderPackage, ResourceType } from "../../../../providers/kit/types";

interface Inputs {
    text: string;
    password?: string;
}
interface Outputs {
    text: string;
    key: string;
    serial: number;
}

const made: Outputs = { text: "t", key: "private", serial: 7 };
const toy = {
    props: { text: { required: true }, password: { secret: true } },
    outputs: { text: {}, key: { secret: true, stable: true }, serial: {} },
    create: jest.fn(async () => ({ id: "id-1", outputs: made })),
    read: jest.fn(async () => ({ outputs: made, inputs: { text: "t", password: "p" } })),
    update: jest.fn(async () => made),
    delete: jest.fn(async () => undefined),
} satisfies ResourceType<Inputs, Outputs>;

const package_: ProviderPackage = {
    name: "toy",
    version: "1.0.0",
    resources: { "toy:index:Toy": toy as unknown as ResourceType },
    configReplace: ["place"],
    configSecrets: ["token"],
};
const URN = "urn:pulumi:dev::project::pulumi:pulumi:Stack$toy:index:Toy::a::b";

let session: Session;

/** Calls a method of the plugin as the engine does, without the network between. */
function call<Response>(method: string, request: object): Promise<Response> {
    const handler = methods(session)[method] as (call: { request: object }, done: grpc.sendUnaryData<Response>) => void;
    return new Promise((resolve, reject) => {
        handler({ request }, (error, value) => (error ? reject(error) : resolve(value as Response)));
    });
}

/** The wire form as plain data, with its marks of secrets. */
const raw = (struct: { toJavaScript(): object } | undefined): object | undefined => struct?.toJavaScript();

function create(preview = false, timeout = 0): pb.CreateRequest {
    const request = new pb.CreateRequest();
    request.setUrn(URN).setPreview(preview).setTimeout(timeout);
    return request.setProperties(toStruct({ text: "t", password: "p" }));
}

beforeEach(() => {
    jest.clearAllMocks();
    session = new Session(package_, new Engine(undefined));
});

test("secret outputs leave as secrets on create, read and update", async () => {
    const created = await call<pb.CreateResponse>("create", create());
    expect(created.getId()).toBe("id-1");
    expect(raw(created.getProperties())).toEqual({ ...made, key: secret("private") });
    const read = await call<pb.ReadResponse>("read", new pb.ReadRequest().setUrn(URN).setId("id-1"));
    expect(raw(read.getProperties())).toEqual({ ...made, key: secret("private") });
    expect(raw(read.getInputs())).toEqual({ text: "t", password: secret("p") });
    const update = new pb.UpdateRequest().setUrn(URN).setNews(toStruct({ text: "u" }));
    expect(raw((await call<pb.UpdateResponse>("update", update)).getProperties())).toEqual({
        ...made,
        key: secret("private"),
    });
});

test("a preview knows inputs and stable outputs, nothing else, and makes nothing", async () => {
    const created = await call<pb.CreateResponse>("create", create(true));
    expect(raw(created.getProperties())).toEqual({
        text: "t",
        password: secret("p"),
        key: secret(UNKNOWN),
        serial: UNKNOWN,
    });
    const request = new pb.UpdateRequest().setUrn(URN).setPreview(true).setOlds(toStruct(made));
    const updated = await call<pb.UpdateResponse>("update", request.setNews(toStruct({ text: "u" })));
    expect(raw(updated.getProperties())).toEqual({ text: "u", key: secret("private"), serial: UNKNOWN });
    expect(toy.create).not.toHaveBeenCalled();
    expect(toy.update).not.toHaveBeenCalled();
});

test("a half-made resource travels in the details of the error, its secrets marked", async () => {
    toy.create.mockRejectedValueOnce(new PartialFailure("id-2", made, ["not ready", "too slow"]));
    const error = await call("create", create()).then(
        () => undefined as never,
        (thrown: grpc.ServiceError) => thrown,
    );
    const details = Status.deserializeBinary(error.metadata.get("grpc-status-details-bin")[0] as Buffer);
    const failed = pb.ErrorResourceInitFailed.deserializeBinary(
        details.getDetailsList()[0]?.getValue_asU8() as Uint8Array,
    );
    expect(failed.getId()).toBe("id-2");
    expect(failed.getReasonsList()).toEqual(["not ready", "too slow"]);
    expect(raw(failed.getProperties())).toEqual({ ...made, key: secret("private") });
    expect(fromStruct(failed.getInputs())).toEqual({ text: "t", password: "p" });
});

test("the diff says per property what updates, what replaces and what went stale", async () => {
    const request = new pb.DiffRequest().setUrn(URN).setOlds(toStruct(made));
    request.setOldInputs(toStruct({ text: "t" })).setNews(toStruct({ text: "u", password: "p" }));
    const response = await call<pb.DiffResponse>("diff", request);
    const { ADD, UPDATE } = pb.PropertyDiff.Kind;
    expect(response.getDetaileddiffMap().getLength()).toBe(2);
    expect(response.getDetaileddiffMap().get("text")?.getKind()).toBe(UPDATE);
    expect(response.getDetaileddiffMap().get("password")?.getKind()).toBe(ADD);
    expect(response.getReplacesList()).toEqual([]);
    const stale = { ...toy, stale: () => ["serial"], update: undefined };
    session = new Session({ ...package_, resources: { "toy:index:Toy": stale as never } }, new Engine(undefined));
    const expired = await call<pb.DiffResponse>("diff", request.setNews(toStruct({ text: "t" })));
    expect(expired.getReplacesList()).toEqual(["serial"]);
    expect(expired.getDetaileddiffMap().get("serial")?.getInputdiff()).toBe(false);
});

test("an unknown type is refused by its name, with what is supported", async () => {
    const request = new pb.CheckRequest().setUrn(URN.replace("Toy", "Car"));
    await expect(call("check", request)).rejects.toMatchObject({
        details: "This toy plugin does not support toy:index:Car. It supports toy:index:Toy.",
    });
});

test("cancelling and timeouts abort the signal of a running operation, each with its reason", async () => {
    const whenAborted = (...[, { signal }]: [Inputs, { signal: AbortSignal }]): Promise<never> =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    toy.create.mockImplementationOnce(whenAborted as never);
    await expect(call("create", create(false, 0.02))).rejects.toMatchObject({
        details: "The operation did not end within 0.02 s.",
    });
    toy.create.mockImplementationOnce(whenAborted as never);
    const running = call("create", create());
    await call("cancel", {});
    await expect(running).rejects.toMatchObject({ details: "The operation was cancelled." });
});

test("the configuration loses its marks, keeps its secrets in the state, and replaces only by its place", async () => {
    const checked = await call<pb.CheckResponse>(
        "checkConfig",
        new pb.CheckRequest().setNews(toStruct({ token: "x", place: "p" })),
    );
    expect(raw(checked.getInputs())).toEqual({ token: secret("x"), place: "p" });
    await call("configure", new pb.ConfigureRequest().setArgs(toStruct({ token: secret("x") })));
    expect(session.config).toEqual({ token: "x" });
    const olds = toStruct({ token: "x", place: "p", version: "1" });
    const diff = (news: object): Promise<pb.DiffResponse> =>
        call("diffConfig", new pb.DiffRequest().setOldInputs(olds).setNews(toStruct(news)));
    expect((await diff({ token: "x", place: "p", version: "2" })).getChanges()).toBe(
        pb.DiffResponse.DiffChanges.DIFF_NONE,
    );
    expect((await diff({ token: "y", place: "p" })).getReplacesList()).toEqual([]);
    expect((await diff({ token: "x", place: "q" })).getReplacesList()).toEqual(["place"]);
});

test("a mistake in a plugin is called one and shows its place", async () => {
    toy.delete.mockRejectedValueOnce(new TypeError("x is not a function"));
    await expect(call("delete", new pb.DeleteRequest().setUrn(URN))).rejects.toMatchObject({
        details: expect.stringMatching(/^This is a bug in the plugin: TypeError: x is not a function\n +at /),
    });
});
