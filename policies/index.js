/* eslint-disable @typescript-eslint/no-require-imports -- the engine loads this file before it knows TypeScript */
// Pulumi's own loader would check the types of every file at each start; tsx only takes them away.
require("tsx/cjs");
require("./pack.ts");
