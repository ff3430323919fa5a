/** Where the plugin may work: in an account on this machine, as tests have one. It never touches a real one. */
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/** Address of an account on this machine; undefined where requests would leave it. */
export function localEndpoint(env: NodeJS.ProcessEnv = process.env): string | undefined {
    const endpoint = env["AWS_ENDPOINT_URL"];
    return endpoint && URL.canParse(endpoint) && LOOPBACK.includes(new URL(endpoint).hostname) ? endpoint : undefined;
}
