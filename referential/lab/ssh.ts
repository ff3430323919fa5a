/** Commands on the servers, over one connection a server that all of them share. */
import type { CommandResult, SshOptions } from "../channels";
import { run } from "./process";

/** As the ssh configuration names it: the server through which the others are reached. */
const BASTION = "bastion";
/** Exit status with which ssh says that there is no connection. */
const NO_CONNECTION = 255;

export interface SecureShell {
    run(server: string, command: string, options?: SshOptions): Promise<CommandResult>;
    /** Ends the shared connections, those that Ansible has opened among them. */
    close(servers: readonly string[]): Promise<void>;
}

/** @param configFile for `ssh -F`; it says where the sockets of shared connections lie */
export function secureShell(configFile: string): SecureShell {
    const ssh = (...args: readonly string[]) => ["-F", configFile, "-o", "ConnectTimeout=10", ...args];
    const opened = new Map<string, Promise<CommandResult>>();

    /**
     * Opens a server's shared connection, the bastion's before it. Commands that start at once would otherwise find none yet and
     * make one each. One that has ended since is opened again by ssh itself.
     */
    async function openOnce(server: string): Promise<CommandResult> {
        const bastion = server === BASTION ? undefined : await open(BASTION);
        return bastion?.exitCode === NO_CONNECTION ? bastion : run("ssh", ssh(server, "--", "true"));
    }

    function open(server: string): Promise<CommandResult> {
        const known = opened.get(server);
        if (known) return known;
        const opening = openOnce(server);
        opened.set(server, opening);
        const forget = () => opened.delete(server);
        opening.then(({ exitCode }) => exitCode === NO_CONNECTION && forget(), forget);
        return opening;
    }

    return {
        async run(server, command, { client, ...options } = {}) {
            const connection = await open(client ? BASTION : server);
            if (connection.exitCode === NO_CONNECTION) return connection;
            // The client takes the first value that it meets for an option.
            const own = client ? ["-o", "ControlPath=none", ...client] : [];
            return run("ssh", ssh(...own, server, "--", command), options);
        },
        async close(servers) {
            await Promise.allSettled(servers.map((server) => run("ssh", ssh("-O", "exit", server))));
        },
    };
}
