import { changes, compare } from "../../../../providers/kit/diff";
import type { ResourceType } from "../../../../providers/kit/types";

interface Inputs {
    name: string;
    size: number;
    tags: Record<string, string>;
    ports: { port: number }[];
}

const type: ResourceType<Inputs, object> = {
    props: { name: { replace: true }, size: {}, tags: {}, ports: {} },
    create: async () => ({ id: "1", outputs: {} }),
    update: async () => ({}),
    delete: async () => undefined,
};
const erased = type as ResourceType;
const before = { name: "a", size: 1, tags: { x: "1", y: "2" }, ports: [{ port: 80 }, { port: 443 }] };
const paths = (found: { path: readonly unknown[] }[]): string[] => found.map(({ path }) => path.join("."));

describe("compare", () => {
    test("finds nothing between equal values, and takes null for absent", () => {
        expect(compare(before, structuredClone(before))).toEqual([]);
        expect(compare({ a: null }, {})).toEqual([]);
    });

    test("names the deepest place of each kind of change", () => {
        const after = { ...before, tags: { y: "3", z: "4" }, ports: [{ port: 80 }] };
        expect(compare(before, after)).toEqual([
            { path: ["tags", "x"], kind: "delete" },
            { path: ["tags", "y"], kind: "update" },
            { path: ["tags", "z"], kind: "add" },
            { path: ["ports", 1], kind: "delete" },
        ]);
    });

    test("a value that changes its shape changes as a whole", () => {
        expect(compare({ a: ["b"] }, { a: { b: 1 } })).toEqual([{ path: ["a"], kind: "update" }]);
    });
});

describe("changes", () => {
    test("replace where the property says so, and update elsewhere", () => {
        const found = changes(erased, before, { ...before, name: "b", size: 2 }, []);
        expect(found.map(({ path, replace }) => [path[0], replace])).toEqual([
            ["name", true],
            ["size", false],
        ]);
    });

    test("replace everywhere when the type cannot update", () => {
        expect(changes({ ...erased, update: undefined }, before, { ...before, size: 2 }, [])[0]?.replace).toBe(true);
    });

    test("let the type decide by the path", () => {
        const deciding = { ...erased, replaces: (path: readonly (string | number)[]) => path.join(".") === "tags.x" };
        const found = changes(deciding, before, { ...before, name: "b", tags: { x: "9", y: "9" } }, []);
        expect(found.filter(({ replace }) => replace).map(({ path }) => path.join("."))).toEqual(["tags.x"]);
    });

    test.each([
        ["a whole property", "tags", ["size", "ports.0.port", "ports.1.port"]],
        ["one key", 'tags["x"]', ["size", "tags.y", "ports.0.port", "ports.1.port"]],
        ["a key with dots", "tags.x", ["size", "tags.y", "ports.0.port", "ports.1.port"]],
        ["an index", "ports[0].port", ["size", "tags.x", "tags.y", "ports.1.port"]],
        ["any index", "ports[*].port", ["size", "tags.x", "tags.y"]],
        ["not a name that only begins alike", "tag", ["size", "tags.x", "tags.y", "ports.0.port", "ports.1.port"]],
    ])("ignore %s", (_what, pattern, left) => {
        const after = { ...before, size: 2, tags: { x: "5", y: "6" }, ports: [{ port: 1 }, { port: 2 }] };
        expect(paths(changes(erased, before, after, [pattern]))).toEqual(left);
    });
});
