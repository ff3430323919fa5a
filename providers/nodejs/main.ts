import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { serve } from "../kit/serve";
import { version } from "@pulumi/pulumi/package.json";
import { LanguageHost } from "./host";

/** The engine passes its own address after its options, as the only argument of the form host:port. */
const engineAddress =
    process.argv
        .slice(2)
        .filter((argument) => /^[^-=]+:\d+$/.test(argument))
        .at(-1) ?? "";

const host = new LanguageHost(version, engineAddress);
void serve(LanguageRuntimeService, host.methods(), () => host.cancel());
