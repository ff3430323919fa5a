/**
 * Imported first: stack traces point into this project's sources, but into those of npm packages as they were published. Their
 * maps would be read for each of the hundreds of traces that the Pulumi SDK takes for itself.
 */
import { setSourceMapsSupport } from "node:module";

setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
