import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Session } from "./context";
import { Engine } from "./engine";
import { serve } from "./serve";
import { methods } from "./server";
import type { ProviderPackage } from "./types";

/** Runs a plugin. The engine passes its own address as the first argument. */
export async function main(package_: ProviderPackage): Promise<void> {
    const session = new Session(package_, new Engine(process.argv[2]));
    await serve(ResourceProviderService, methods(session), () => session.cancel());
}
