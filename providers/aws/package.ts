import { version } from "@pulumi/aws/package.json";
import type { ProviderPackage, ResourceType } from "../kit/types";
import { call, FUNCTIONS } from "./functions";
import { kinds } from "./kinds/index";
import { made, type Configured } from "./made";
import { openAccount, requireAllowed } from "./open";
import { localEndpoint, PLANS_ONLY } from "./place";
import { planOnly } from "./plan-only";
import type { Schema } from "./schema/schema";
import { checkSettings, parseSettings, type Settings } from "./settings";

export function awsPackage(schema: Schema): ProviderPackage {
    let settings: Settings = parseSettings({});
    let account: Configured["account"] | undefined;
    const defaultTags = () => settings.defaultTags;
    const configured = (): Configured => {
        if (!account) throw PLANS_ONLY;
        return { account, defaultTags: settings.defaultTags };
    };
    const names = () => Object.keys(kinds).sort();
    const types = new Map<string, ResourceType>();
    const typeOf = (token: string): ResourceType | undefined => {
        const known = schema[token];
        if (!known) return undefined;
        const kind = Object.hasOwn(kinds, token) ? kinds[token] : undefined;
        return kind ? made(kind, known, configured, defaultTags) : planOnly(known, defaultTags, names);
    };
    return {
        name: "aws",
        version, // the engine looks for the plugin by the version of the SDK
        resources: {},
        fallback: (token) => {
            const type = types.get(token) ?? typeOf(token);
            if (type) types.set(token, type);
            return type;
        },
        refusal: (token) => (token.includes("/get") ? `It answers ${Object.keys(FUNCTIONS).sort().join(", ")}; the official one has them all.` : "It is no type of the SDK that this plugin was built with."),
        invokes: Object.fromEntries(Object.keys(FUNCTIONS).map((token) => [token, (args) => call(token, args, settings.region ?? "", account)])),
        checkConfig: checkSettings,
        configReplace: ["region"],
        async configure(config) {
            settings = parseSettings(config);
            if (!localEndpoint()) return; // a plan needs nobody
            account = openAccount(settings);
            await requireAllowed(account, settings);
        },
    };
}
