import { version } from "@pulumi/aws/package.json";
import type { ProviderPackage } from "../kit/types";
import type { Account } from "./account";
import { PLANS_ONLY } from "./errors";
import { call, FUNCTIONS } from "./functions";
import { kinds } from "./kinds/index";
import { made } from "./made";
import { openAccount } from "./open";
import { localEndpoint } from "./place";
import { planOnly } from "./plan-only";
import type { Schema } from "./schema/schema";
import { checkSettings, parseSettings, type Settings } from "./settings";

export function awsPackage(schema: Schema): ProviderPackage {
    let settings: Settings = parseSettings({});
    let account: Account | undefined;
    const defaultTags = () => settings.defaultTags;
    const opened = (): Account => {
        if (!account) throw PLANS_ONLY;
        return account;
    };
    return {
        name: "aws",
        version, // the engine looks for the plugin by the version of the SDK
        resources: {},
        fallback(token) {
            const known = schema[token];
            const kind = kinds[token];
            return known && (kind ? made(kind, known, opened, defaultTags) : planOnly(known, defaultTags, Object.keys(kinds).sort()));
        },
        refusal: (token) => (token.includes("/get") ? `It answers ${Object.keys(FUNCTIONS).sort().join(", ")}; the official one has them all.` : "It is no type of the SDK that this plugin was built with."),
        invokes: Object.fromEntries(Object.keys(FUNCTIONS).map((token) => [token, (args) => call(token, args, settings.region ?? "", account)])),
        checkConfig: checkSettings,
        configReplace: ["region"],
        async configure(config) {
            settings = parseSettings(config);
            const endpoint = localEndpoint();
            account = endpoint ? await openAccount(endpoint, settings) : undefined; // a plan needs nobody
        },
    };
}
