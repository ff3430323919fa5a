/** The IAM policies of the one who deploys an environment, from the rights that its resource types need. */
import { cluster } from "./cluster";
import { commonStatements } from "./common";
import { data } from "./data";
import { entrance } from "./entrance";
import { identities } from "./identities";
import { named } from "./named";
import { network } from "./network";
import { servers } from "./servers";
import type { Subject, TypeRights } from "./types";

export interface Statement {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

/** Whom and what the policies are for. */
export interface Scope {
    readonly environment: string;
    readonly region: string;
    /** Number of the account. */
    readonly account: string;
}

export const SUBJECTS: readonly Subject[] = [network, servers, cluster, data, entrance, named, identities];

const MADE = { StringEquals: { "aws:RequestTag/environment": "ENVIRONMENT" } };
const THERE = { StringEquals: { "aws:ResourceTag/environment": "ENVIRONMENT" } };

/** By name, each within what IAM allows for one policy: 6,144 characters without white space. */
export function deployerPolicies(scope: Scope): Record<string, PolicyDocument> {
    const made = SUBJECTS.flatMap(({ types }) => Object.values(types)).flatMap(({ create = [] }) => create.filter((action) => action.startsWith("ec2:")));
    const subjects = Object.fromEntries(SUBJECTS.map((subject) => [subject.name, statementsOf(subject)]));
    const documents = { common: commonStatements([...new Set(made)]), ...subjects };
    return Object.fromEntries(Object.entries(documents).map(([name, statements]) => [name, { Version: "2012-10-17", Statement: statements.map((statement) => fill(statement, scope)) }]));
}

/** Rights of the same kind to what the same service keeps become one statement. */
function statementsOf({ types, boundBy }: Subject): Statement[] {
    const services = Map.groupBy(Object.values(types), ({ about }) => about[0]!.replace("arn:aws:", "").split(":")[0]!);
    const [made, there] = boundBy === "tag" ? [MADE, THERE] : [];
    return [...services].flatMap(([service, rights]) => {
        const statement = (kind: string, actions: keyof TypeRights, resources: keyof TypeRights, Condition?: Statement["Condition"]): Statement[] => {
            const concerned = rights.filter((each) => each[actions] && each[resources]);
            const [Action, Resource] = [actions, resources].map((key) => [...new Set(concerned.flatMap((each) => each[key] ?? []))].sort());
            return Action!.length > 0 ? [{ Sid: `${kind}${service[0]!.toUpperCase()}${service.slice(1)}`, Effect: "Allow", Action: Action!, Resource: Resource!, ...(Condition && { Condition }) }] : [];
        };
        return [
            ...statement("Make", "create", "about", made),
            ...statement("MakeWithin", "create", "within", there),
            ...statement("MakeBesides", "create", "besides"),
            ...statement("Change", "change", "about", there),
            ...statement("Read", "read", "about"),
        ];
    });
}

function fill(statement: Statement, { environment, region, account }: Scope): Statement {
    const { Resource } = statement;
    const Resources = [Resource].flat().map((end) => (end === "*" || end.startsWith("arn:") ? end : end.replace(":", ":REGION:ACCOUNT:").replace(/^/, "arn:aws:")));
    const text = JSON.stringify({ ...statement, Resource: typeof Resource === "string" ? Resources[0] : Resources });
    return JSON.parse(text.replaceAll("ENVIRONMENT", environment).replaceAll("REGION", region).replaceAll("ACCOUNT", account)) as Statement;
}
