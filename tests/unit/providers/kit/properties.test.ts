import {
    fromStruct,
    hasUnknown,
    markSecrets,
    printPath,
    secret,
    toStruct,
    UNKNOWN,
    unwrap,
} from "../../../../providers/kit/properties";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

describe("properties on the wire", () => {
    test("come back as they went, without what is absent", () => {
        const properties = {
            text: "a",
            number: 1.5,
            flag: false,
            list: [1, null, { deep: "b" }],
            none: null,
            gone: undefined,
        };
        expect(fromStruct(toStruct(properties))).toEqual({
            text: "a",
            number: 1.5,
            flag: false,
            list: [1, null, { deep: "b" }],
        });
    });

    test("lose the marks of secrets at any depth", () => {
        expect(unwrap({ a: [secret({ b: secret("c") })], d: 1 })).toEqual({ a: [{ b: "c" }], d: 1 });
    });

    test("refuse what is no plain data: assets, and dates that would silently become empty", () => {
        expect(() => unwrap({ file: { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17" } })).toThrow("Assets");
        expect(() => toStruct({ when: new Date(0) })).toThrow("must be plain data, not Date");
    });

    test("are marked as secret once, and only where the specification says so", () => {
        const marked = markSecrets(
            { key: "k", already: secret("s"), open: "o", none: undefined },
            {
                key: { secret: true },
                already: { secret: true },
                open: {},
                none: { secret: true },
            },
        );
        expect(marked).toEqual({ key: secret("k"), already: secret("s"), open: "o", none: undefined });
        expect(marked["key"]).toHaveProperty([SIGNATURE], "1b47061264138c4ac30d75fd1eb44270");
    });
});

test("an unknown value is found however deep it lies", () => {
    expect(hasUnknown({ a: [{ b: UNKNOWN }] })).toBe(true);
    expect(hasUnknown({ a: [{ b: "known" }], c: null })).toBe(false);
});

test("paths are printed as Pulumi reads them", () => {
    expect(printPath(["spec", "ports", 0, "port"])).toBe("spec.ports[0].port");
    expect(printPath(["metadata", "labels", "app.kubernetes.io/name"])).toBe(
        'metadata.labels["app.kubernetes.io/name"]',
    );
});
