import { Option } from "commander";
import { declareEnvironment, estimateOf, type Declared } from "../cost/environment";
import { estimate } from "../cost/estimate";
import { costReport, costSentence } from "../cost/report";
import { PROFILES, type Profile } from "../infra/aws/settings";
import { UserError } from "./errors";
import { priceFault } from "./price-faults";
import { readSettings } from "./specification";
import type { Context, Verb } from "./verb";

/** `plateau cost`: the figure before the bill. */
export const cost: Verb = {
    name: "cost",
    summary: "estimate what the environment costs on AWS, before it exists",
    details:
        "Changes nothing: declares the program without an engine, an account or a network, and multiplies what it would make by a\n" +
        "table of prices in which every figure has its source. What is missing is named, and the sum is then what it costs at least.\n" +
        "With --refresh, asks AWS's Pricing API first, which needs credentials, and keeps the prices for the next time.",
    options: (command) =>
        command
            .addOption(new Option("--target <target>", "where the environment would run").choices(["aws"]).default("aws"))
            .addOption(new Option("--profile <profile>", "as if the environment had that profile").choices(PROFILES))
            .option("--refresh", "ask AWS for the prices first", false),
    async run({ env, json, profile, refresh }, context) {
        const settings = await readSettings(env);
        try {
            const own = await context.progress.step(`Declaring ${env}`, () => declareEnvironment(env, settings, profile as Profile | undefined));
            const other = await context.progress.step("Declaring the other profile", () => declareEnvironment(env, settings, PROFILES.find((p) => p !== own.profile)));
            const refreshed = refresh ? await askAws([own, other], context) : undefined;
            const [mine, beside] = [estimateOf(own), estimateOf(other)];
            if (json) context.print(JSON.stringify({ environment: env, target: "aws", ...mine, ...(refreshed && { refreshed }) }, null, 4));
            else context.print(`${costReport(`${env} (profile ${mine.profile})`, mine)}\n\nWith the profile ${beside.profile}: ${costSentence(beside)}.`);
            return 0;
        } catch (error) {
            context.signal.throwIfAborted();
            throw priceFault(error, Boolean(refresh));
        }
    },
};

/** Every price that one of the profiles wants, from AWS. */
async function askAws(profiles: readonly Declared[], { progress, signal }: Context): Promise<{ file: string; found: number; notFound: readonly object[] }> {
    const { refreshPrices } = await import("../cost/refresh/refresh"); // the AWS SDK: only for who asks
    const { region } = profiles[0]!;
    // Without any table every price is missing, so that all are asked for.
    const keys = [...new Set(profiles.flatMap(({ resources }) => estimate(resources, [], region).missing.map(({ key }) => key)))].sort();
    const { file, found, notFound } = await progress.step(`Asking AWS for ${keys.length} prices`, ({ status }) => refreshPrices(keys, region, signal, status));
    for (const { key, fault } of notFound) progress.note(`${key} was not refreshed: ${fault}`);
    if (found.length === 0) throw new UserError("PRICE_API", `AWS's Pricing API answered none of ${keys.length} prices for ${region}.`, notFound.map(({ key, fault }) => `${key}: ${fault}`).join("\n"));
    return { file, found: found.length, notFound };
}
