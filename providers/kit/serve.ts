import type * as grpc from "@grpc/grpc-js";
import { idle, listen } from "./rpc";

/** How long operations may tidy up after the engine has ended. The engine itself kills a plugin after 5 s. */
const GRACE_MILLISECONDS = 10_000;

/**
 * Serves a plugin's methods and tells the engine the port, the one line that a plugin prints on stdout. The process
 * ends when the engine tells it to (SIGINT), or has died: then stdin closes, whose other end it holds. `cancel` makes
 * the running operations end early.
 */
export async function serve(
    service: unknown,
    known: grpc.UntypedServiceImplementation,
    cancel: () => void,
): Promise<void> {
    const end = (): void => {
        cancel();
        setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
        void idle().then(() => process.exit(0));
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.on(signal, end);
    }
    process.stdin.resume().on("end", end);
    // Generated service definitions are typed by method, this one function takes any of them.
    process.stdout.write(`${await listen(service as grpc.ServiceDefinition, known)}\n`);
}
