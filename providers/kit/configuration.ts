import {
    CheckFailure as CheckFailureMessage,
    CheckResponse,
    ConfigureResponse,
    DiffResponse,
    type CheckRequest,
    type ConfigureRequest,
    type DiffRequest,
} from "@pulumi/pulumi/proto/provider_pb";
import type { Session } from "./context";
import { compare } from "./diff";
import { fromStruct, hasUnknown, markSecrets, toStruct } from "./properties";
import type { CheckFailure } from "./types";

export const toMessages = (failures: readonly CheckFailure[]): CheckFailureMessage[] =>
    failures.map(({ property, reason }) => {
        const message = new CheckFailureMessage();
        message.setProperty(property);
        message.setReason(reason);
        return message;
    });

/** The engine adds these to every provider's configuration: they are about the plugin, not about its place. */
const ABOUT_PLUGIN = new Set(["version", "pluginDownloadURL", "__internal"]);

export function checkConfig({ package_ }: Session, request: CheckRequest): CheckResponse {
    const config = fromStruct(request.getNews());
    const response = new CheckResponse();
    const secrets = (package_.configSecrets ?? []).filter((key) => !hasUnknown(config[key]));
    response.setInputs(
        toStruct(markSecrets(config, Object.fromEntries(secrets.map((key) => [key, { secret: true }])))),
    );
    response.setFailuresList(toMessages(package_.checkConfig?.(config) ?? []));
    return response;
}

export function diffConfig({ package_ }: Session, request: DiffRequest): DiffResponse {
    const oldConfig = fromStruct(request.getOldInputs() ?? request.getOlds());
    const config = fromStruct(request.getNews());
    const found = compare(oldConfig, config);
    const keys = [...new Set(found.map(({ path }) => String(path[0])))].filter((key) => !ABOUT_PLUGIN.has(key));
    const response = new DiffResponse();
    response.setChanges(keys.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE);
    response.setDiffsList(keys);
    const { configReplace = [] } = package_;
    response.setReplacesList(
        typeof configReplace === "function"
            ? configReplace(oldConfig, config, keys)
            : keys.filter((key) => configReplace.includes(key)),
    );
    return response;
}

/**
 * Not accepting secrets makes the engine take the marks off what an operation gets, and put them back, nested ones
 * too, on what it returns.
 */
export async function configure(session: Session, request: ConfigureRequest): Promise<ConfigureResponse> {
    session.config = fromStruct(request.getArgs());
    await session.package_.configure?.(session.config);
    const response = new ConfigureResponse();
    response.setAcceptsecrets(false);
    response.setAcceptresources(false);
    response.setAcceptoutputs(false);
    response.setSupportspreview(true);
    return response;
}
