/** What the environment may cost in a month, and who is told before it does. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsSettings } from "./settings";

export function budget(name: string, environment: string, { monthly, email }: AwsSettings["budget"], opts: pulumi.CustomResourceOptions): void {
    const alarm = (notificationType: string, threshold: number) => ({
        notificationType,
        threshold,
        thresholdType: "PERCENTAGE",
        comparisonOperator: "GREATER_THAN",
        subscriberEmailAddresses: email ? [email] : [],
    });
    new aws.budgets.Budget(name, {
        name: `${environment}-monthly`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthly),
        limitUnit: "USD",
        costFilters: [{ name: "TagKeyValue", values: [`user:environment$${environment}`] }],
        ...(email && { notifications: [alarm("ACTUAL", 80), alarm("FORECASTED", 100)] }),
    }, opts);
}
