import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { items, known, type Properties } from "../reading";

/** From version 15 on, PostgreSQL on RDS has rds.force_ssl by default; it is written down all the same, so that it stays. */
const forcesTls = (group: PolicyResource): boolean =>
    items<Properties>(() => group.props["parameters"]).some(({ name, value }) => name === "rds.force_ssl" && String(value) === "1");

const namesGroup = (database: PolicyResource, group: PolicyResource): boolean =>
    (database.propertyDependencies["parameterGroupName"] ?? []).some(({ urn }) => urn === group.urn) ||
    (known(() => database.props["parameterGroupName"]) !== undefined && known(() => database.props["parameterGroupName"]) === known(() => group.props["name"]));

export const databaseTls: StackValidationPolicy = {
    name: "database-tls",
    description: "A PostgreSQL of RDS takes no connection without TLS (ANSSI, Guide d'hygiène informatique, mesure 21).",
    validateStack: ({ resources }, report) => {
        const groups = resources.filter(({ type }) => type === "aws:rds/parameterGroup:ParameterGroup");
        for (const database of resources.filter(({ type }) => type === "aws:rds/instance:Instance")) {
            if (known(() => database.props["engine"]) !== "postgres") continue;
            const own = groups.filter((group) => namesGroup(database, group));
            if (!own.some(forcesTls)) report("no parameter group of this database sets rds.force_ssl to 1.", database.urn);
        }
    },
};
