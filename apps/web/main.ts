/** `web`: the pages, rendered here from what the api says. */
import path from "node:path";
import { z } from "zod";
import { port, readConfig, serviceSettings } from "../shared/config";
import { listenHttp } from "../shared/http";
import { listen, runService, stopOnSignal } from "../shared/lifecycle";
import { createLog } from "../shared/log";
import { createRegistry } from "../shared/metrics";
import { operationsServer } from "../shared/operations";
import { connectApi } from "./api";
import { readAssets } from "./assets";
import { createWeb } from "./server";

const log = createLog("web");
const settings = serviceSettings.extend({ HTTP_PORT: port(8080), API_URL: z.url() });

runService(log, async () => {
    const config = readConfig(settings);
    const registry = createRegistry("web");
    const web = createWeb({
        log,
        registry,
        site: { assets: readAssets(path.join(__dirname, "assets")), stage: config.STAGE, version: config.APP_VERSION },
        api: (requestId) => connectApi(config.API_URL, requestId),
    });
    // Ready without asking the api: if it is away, this service still has a page to say so.
    const operations = operationsServer({ registry, notReady: async () => undefined });
    const parts = [
        await listen("operations", operations, config.METRICS_PORT, config.LISTEN_ADDRESS),
        await listenHttp("http", web, config.HTTP_PORT, config.LISTEN_ADDRESS),
    ];
    stopOnSignal(log, parts);
    log.info("started", { version: config.APP_VERSION, stage: config.STAGE, httpPort: config.HTTP_PORT });
});
