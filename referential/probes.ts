/** Small questions that several checks put to a server's shell. */

/** Lines `key=value` of a command's output; other lines are left out. */
export function answersOf(text: string): Record<string, string> {
    const pairs = [...text.matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key, value]) => [key!, value!.trim()] as const);
    return Object.fromEntries(pairs);
}

/**
 * Shell command that prints `open` if a TCP connection comes about, else `closed`.
 * A packet that is dropped and one that is rejected are both `closed`: to whoever knocks, it is the same.
 */
export function tcpProbe(address: string, port: number): string {
    return `timeout 3 bash -c '</dev/tcp/${address}/${port}' 2>/dev/null && echo open || echo closed`;
}
