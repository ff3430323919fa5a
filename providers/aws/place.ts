/** Where the plugin may work: in an account on this machine, as tests have one. It never touches a real one. */
import { Refusal } from "../kit/errors";

const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/** Address of an account on this machine; undefined where requests would leave it. */
export function localEndpoint(env: NodeJS.ProcessEnv = process.env): string | undefined {
    const endpoint = env["AWS_ENDPOINT_URL"];
    return endpoint && URL.canParse(endpoint) && LOOPBACK.includes(new URL(endpoint).hostname) ? endpoint : undefined;
}

export const PLANS_ONLY = new Refusal("This aws plugin plans only: it makes nothing in an account of AWS, and asks none. The official plugin does; it needs credentials, and its host to be reached.");
