import {
    CreateDBParameterGroupCommand,
    DeleteDBParameterGroupCommand,
    DescribeDBParameterGroupsCommand,
    ModifyDBParameterGroupCommand,
    paginateDescribeDBParameters,
    ResetDBParameterGroupCommand,
    type ApplyMethod,
    type Parameter,
} from "@aws-sdk/client-rds";
import type { ParameterGroupArgs, ParameterGroupState } from "@pulumi/aws/rds/parameterGroup";
import type { Account } from "../account";
import type { Kind } from "../kind";
import { retagRds, tagsOfArn } from "./rds";
import { finish, inOrder, insist, live, unlessGone, type Plain } from "./shared";
import { tagList, tagsOf } from "./tags";

type Given = Plain<ParameterGroupArgs>;
type Parameters = NonNullable<Given["parameters"]>;

/** Parameters that one request may have. */
const BATCH = 20;

const parametersOf = (given: Parameters): Parameter[] =>
    given.map(({ name, value, applyMethod }) => ({ ParameterName: name, ParameterValue: value, ApplyMethod: (applyMethod ?? "immediate") as ApplyMethod }));

function* batches<T>(list: readonly T[]): Generator<T[]> {
    for (let start = 0; start < list.length; start += BATCH) yield list.slice(start, start + BATCH);
}

async function set(name: string, given: Parameters, { rds }: Account): Promise<void> {
    for (const Parameters of batches(parametersOf(given))) await rds.send(new ModifyDBParameterGroupCommand({ DBParameterGroupName: name, Parameters }));
}

async function reset(name: string, given: Parameters, { rds }: Account): Promise<void> {
    for (const Parameters of batches(parametersOf(given))) await rds.send(new ResetDBParameterGroupCommand({ DBParameterGroupName: name, Parameters }));
}

/** What was set by a user, in the words that the program has for it. */
async function parameters(name: string, known: Parameters, { rds }: Account): Promise<Parameters> {
    const found: Parameters = [];
    for await (const page of paginateDescribeDBParameters({ client: rds }, { DBParameterGroupName: name, Source: "user" })) {
        for (const { ParameterName = "", ParameterValue = "", ApplyMethod } of page.Parameters ?? []) {
            const method = known.find(({ name }) => name === ParameterName)?.applyMethod ?? (ApplyMethod === "immediate" ? undefined : ApplyMethod);
            found.push({ name: ParameterName, value: ParameterValue, ...(method && { applyMethod: method }) });
        }
    }
    return inOrder(found, known);
}

/** Its ID is its name. */
export const parameterGroup: Kind = {
    inputs: ["name", "description", "family", "parameters", "tags"],
    parts: { parameters: ["name", "value", "applyMethod"] },
    replacing: ["name", "description", "family"],
    stable: ["arn"],
    defaults: { description: "Managed by Pulumi" },
    named: { by: "name", maxLength: 255 },

    async create(inputs, account) {
        const given: Given = inputs;
        await account.rds.send(new CreateDBParameterGroupCommand({ DBParameterGroupName: given.name, DBParameterGroupFamily: given.family, Description: given.description, Tags: tagList(tagsOf(inputs)) }));
        return finish(given.name!, inputs, "family", () => set(given.name!, given.parameters ?? [], account));
    },

    async read(id, account, _, state = {}) {
        const found = (await unlessGone(account.rds.send(new DescribeDBParameterGroupsCommand({ DBParameterGroupName: id }))))?.DBParameterGroups?.[0];
        if (!found) return undefined;
        return live<ParameterGroupState>(id, {
            arn: found.DBParameterGroupArn,
            name: found.DBParameterGroupName,
            description: found.Description,
            family: found.DBParameterGroupFamily,
            parameters: await parameters(id, (state as Given).parameters ?? [], account),
            ...(await tagsOfArn(found.DBParameterGroupArn, account)),
        });
    },

    async update(id, inputs, changed, account, _, olds) {
        if (changed.has("parameters")) {
            const { parameters: wanted = [] }: Given = inputs;
            const { parameters: before = [] }: Given = olds;
            await reset(id, before.filter(({ name }) => !wanted.some((other) => other.name === name)), account);
            await set(id, wanted, account);
        }
        await retagRds(inputs, changed, account, olds);
    },

    async delete(id, _, { rds }, context) {
        await insist(`parameter group ${id}`, /InvalidDBParameterGroupState/, () => unlessGone(rds.send(new DeleteDBParameterGroupCommand({ DBParameterGroupName: id }))), context, 5);
    },
};
