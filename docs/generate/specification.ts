/** The reference page of the specification, from its schema. */
import { z } from "zod";
import { specificationSchema } from "../../infra/specification";

interface Property {
    readonly description?: string;
    readonly default?: unknown;
    readonly enum?: readonly string[];
    readonly items?: Property;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly maxLength?: number;
    readonly format?: string;
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Property>>;
}

const HEAD = `# The specification of an environment

An environment \`NAME\` is described by \`Pulumi.NAME.yaml\` at the root of the repository, under \`config:\`, each key with
the prefix \`plateau:\`. Without the file, or a key, the default holds. All faults are named at once, before anything is
made; an unknown key is a fault.

\`\`\`yaml
config:
  plateau:workers: 3
  plateau:stages: [test, prod]
  plateau:memory:
    worker: 3072
  plateau:cohort: ASD 2026-11
\`\`\`

The values below are those of [the schema](../../infra/specification.ts), from which this page is generated.

| key | value | default | meaning |
|---|---|---|---|
`;

export function specificationPage(): string {
    const { properties = {} } = z.toJSONSchema(specificationSchema, { io: "input" }) as Property;
    return HEAD + rows("plateau:", properties).join("");
}

function rows(prefix: string, properties: Readonly<Record<string, Property>>): string[] {
    return Object.entries(properties).flatMap(([name, property]) => {
        if (property.properties) return rows(`${prefix}${name}.`, property.properties);
        const fallback = property.default === undefined ? "–" : `\`${JSON.stringify(property.default)}\``;
        return [`| \`${prefix}${name}\` | ${valueOf(property)} | ${fallback} | ${property.description ?? ""} |\n`];
    });
}

function valueOf({ enum: values, items, minimum, maximum, maxLength, format, type }: Property): string {
    if (items) return `list of ${valueOf(items)}`;
    if (values) return values.map((value) => `\`${value}\``).join(", ");
    if (type === "boolean") return "`true` or `false`";
    if (format === "date") return "date, as 2026-12-31";
    if (minimum !== undefined) return maximum === Number.MAX_SAFE_INTEGER ? `whole number, at least ${minimum}` : `whole number, ${minimum} to ${maximum}`;
    return maxLength === undefined ? "text" : `text, at most ${maxLength} characters`;
}
