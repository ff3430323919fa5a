/** First configuration of a server, as cloud-init reads it on every target. All the rest is Ansible's. */
import { dump } from "js-yaml";

export interface UserDataArgs {
    /** Short name: "db-1". */
    readonly hostname: string;
    /** Name inside the environment: "db-1.demo.internal". */
    readonly fqdn: string;
    /** Public key, in authorized_keys form, of the only user who may log in. */
    readonly authorizedKey: string;
    /** ed25519 host key in OpenSSH form. Known in advance, so that the first connection is checked like any other. */
    readonly hostKey: { readonly private: string; readonly public: string };
    /** Debian packages that the server's image does not have. @default none */
    readonly packages?: readonly string[];
}

/** User that Ansible logs in as. */
export const ADMINISTRATOR = "ansible";

/** cloud-config document. It holds the private host key: treat it as a secret. */
export function userData(args: UserDataArgs): string {
    const document = {
        hostname: args.hostname,
        fqdn: args.fqdn,
        prefer_fqdn_over_hostname: false,
        manage_etc_hosts: false, // Ansible writes it, with every server of the environment
        users: [
            {
                name: ADMINISTRATOR,
                gecos: "Configuration management",
                shell: "/bin/bash",
                lock_passwd: true,
                sudo: ["ALL=(ALL) NOPASSWD:ALL"],
                ssh_authorized_keys: [args.authorizedKey.trim()],
            },
        ],
        disable_root: true,
        ssh_pwauth: false,
        ssh_deletekeys: true,
        ssh_keys: {
            ed25519_private: `${args.hostKey.private.trim()}\n`, // OpenSSH refuses a key without its last line break
            ed25519_public: args.hostKey.public.trim(),
        },
        // A server that starts behind a filter would wait for a mirror that never answers.
        package_update: args.packages !== undefined,
        package_upgrade: false,
        ...(args.packages && { packages: [...args.packages] }),
    };
    return `#cloud-config\n${dump(document, { lineWidth: -1, noRefs: true })}`;
}
