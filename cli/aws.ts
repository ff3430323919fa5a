import { Option } from "commander";
import { leftovers } from "./aws/leftovers";
import { rights } from "./aws/rights";
import type { Verb } from "./verb";

/** What can be asked about an account. */
const QUESTIONS = { leftovers, rights } as const;

/** `plateau aws`: questions about an AWS account, which it only reads. */
export const aws: Verb = {
    name: "aws",
    summary: "ask an AWS account what is left of an environment, or print the rights that the target aws needs",
    details:
        "leftovers  lists whatever bears the environment's name or tag, in every region, and the environments that have expired.\n" +
        "           Ends with status 1 when something is left. Reads the account only; credentials are found as AWS's own command finds them.\n" +
        "rights     prints the IAM policies for the one who deploys the environment. Asks nobody, and needs no account.",
    options: (command) =>
        command
            .addArgument(command.createArgument("<question>", "what to ask").choices(Object.keys(QUESTIONS)))
            .addOption(new Option("--region <name...>", "only these regions; by default those that the environment has used, or all that the account has enabled"))
            .option("--account <number>", "with rights: the number of the account")
            .option("--all", "with leftovers: of every environment", false),
    run: (options, context) => QUESTIONS[options.args[0] as keyof typeof QUESTIONS](options, context),
};
