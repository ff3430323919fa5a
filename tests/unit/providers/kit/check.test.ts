import { check } from "../../../../providers/kit/check";
import type { Context, ResourceType } from "../../../../providers/kit/types";

const context = { type: "toy:index:Toy" } as Context;
const own = jest.fn();
const type = {
    props: { name: { required: true }, size: { default: { cpu: 1 } }, label: {} },
    check: own,
    create: async () => ({ id: "1", outputs: {} }),
    delete: async () => undefined,
} as unknown as ResourceType;

beforeEach(() => own.mockReset());

test("every fault is named at once: unknown properties and missing ones", async () => {
    const { failures } = await check(type, { nmae: "x", colour: "red" }, undefined, context);
    expect(failures.map(({ property }) => property)).toEqual(["nmae", "colour", "name"]);
    expect(failures[0]?.reason).toBe(
        'toy:index:Toy does not support the property "nmae"; it supports label, name, size.',
    );
    expect(failures[2]?.reason).toBe('toy:index:Toy needs the property "name".');
    expect(own).not.toHaveBeenCalled();
});

test("defaults are filled in without touching what was given, and are not shared", async () => {
    const given = { name: "a" };
    const first = await check(type, given, undefined, context);
    const second = await check(type, given, undefined, context);
    expect(first.inputs).toEqual({ name: "a", size: { cpu: 1 } });
    expect(given).toEqual({ name: "a" });
    expect(first.inputs["size"]).not.toBe(second.inputs["size"]);
});

test("the type's own rules come last, may wait, and may change the inputs", async () => {
    own.mockImplementation(async (inputs: { label?: string }) => {
        inputs.label = "made";
        return [{ property: "label", reason: "no" }];
    });
    const { inputs, failures } = await check(type, { name: "a" }, { name: "old" }, context);
    expect(inputs["label"]).toBe("made");
    expect(failures).toEqual([{ property: "label", reason: "no" }]);
    expect(own.mock.calls[0]?.[2]).toEqual({ name: "old" });
});

test("an open type accepts what it does not name, but still needs what it requires", async () => {
    const { failures } = await check({ ...type, open: true }, { anything: 1 }, undefined, context);
    expect(failures.map(({ property }) => property)).toEqual(["name"]);
});
