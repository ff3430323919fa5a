/** The ssh configuration with which Ansible and `verify` reach the servers. */

export interface Connection {
    user: string;
    privateKey: string;
    knownHosts: string;
    bastionHost: string;
    bastionPort: number;
}

export interface Files {
    key: string;
    knownHosts: string;
    /** Where the sockets of shared connections lie. */
    controlDirectory: string;
}

/** @param hosts addresses by name; "bastion" is the one that is reached first, the others through it */
export function sshConfig(connection: Connection, files: Files, hosts: Record<string, { address: string }>): string {
    const inner = Object.entries(hosts).filter(([name]) => name !== "bastion");
    return [
        "Host bastion",
        `    HostName ${connection.bastionHost}`,
        `    Port ${connection.bastionPort}`,
        "",
        ...inner.flatMap(([name, { address }]) => [`Host ${name}`, `    HostName ${address}`, "    ProxyJump bastion", ""]),
        "Host *",
        `    User ${connection.user}`,
        `    IdentityFile ${files.key}`,
        "    IdentitiesOnly yes",
        `    UserKnownHostsFile ${files.knownHosts}`,
        "    GlobalKnownHostsFile /dev/null",
        "    StrictHostKeyChecking yes",
        "    BatchMode yes",
        "    ConnectTimeout 30",
        "    ServerAliveInterval 15",
        "    ControlMaster auto",
        `    ControlPath ${files.controlDirectory}/%n`,
        "    ControlPersist 60",
        "",
    ].join("\n");
}
