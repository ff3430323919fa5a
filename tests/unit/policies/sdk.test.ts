/** The names in the policies are those of the SDK packages: a policy with a misspelt type would never fail anything. */
import { readFileSync } from "node:fs";
import { globSync } from "node:fs";
import * as path from "node:path";
import { UNTAGGED } from "../../../policies/aws/tags";

const ROOT = path.join(__dirname, "../../..");
const declarations = (token: string): string => {
    const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(token) ?? [];
    return path.join(ROOT, "node_modules/@pulumi/aws", module, `${name}.d.ts`);
};

const sources = globSync("policies/**/*.ts", { cwd: ROOT });
const tokens = [...new Set(sources.flatMap((file) => readFileSync(path.join(ROOT, file), "utf8").match(/aws:\w+\/\w+:\w+/g) ?? []))].sort();

test("there are types to look at", () => expect(tokens.length).toBeGreaterThan(40));

test.each(tokens)("%s is a type of the SDK", (token) => {
    expect(readFileSync(declarations(token).replace(/\.d\.ts$/, ".js"), "utf8")).toContain(`__pulumiType = '${token}'`);
});

test.each(UNTAGGED)("%s takes no tags", (token) => {
    expect(readFileSync(declarations(token), "utf8")).not.toMatch(/^ {4}tags\?:/m);
});
