/** Hosts by group, each with its address in the environment. */
export type Inventory = Record<string, Record<string, { address: string }>>;

/** The inventory in Ansible's form. ssh's own configuration knows the address of a host, and the way to it, by its name. */
export function ansibleInventory(inventory: Inventory): object {
    const groups = Object.entries(inventory).map(([group, hosts]) => {
        const entries = Object.entries(hosts).map(([host, { address }]) => [host, { ansible_host: host, home_address: address }]);
        return [group, { hosts: Object.fromEntries(entries) }];
    });
    return { all: { children: Object.fromEntries(groups) } };
}
