/** The user-data of a server, with its host key in it: secret. */
import * as pulumi from "@pulumi/pulumi";
import type { Pki } from "./pki";
import type { EnvironmentPlan } from "./plan";
import type { ServerPlan } from "./target";
import { userData, type UserDataArgs } from "./user-data";

export function firstConfiguration(
    server: ServerPlan,
    { plan, pki }: { readonly plan: EnvironmentPlan; readonly pki: Pki },
    more: Pick<UserDataArgs, "packages"> = {},
): pulumi.Output<string> {
    const hostKey = pki.hostKeys[server.name]!;
    return pulumi.secret(
        pulumi.all([pki.access.publicKey, hostKey.privateKey, hostKey.publicKey]).apply(([authorizedKey, privateKey, publicKey]) =>
            userData({
                hostname: server.name,
                fqdn: `${server.name}.${plan.domain}`,
                authorizedKey,
                hostKey: { private: privateKey, public: publicKey },
                ...more,
            }),
        ),
    );
}
