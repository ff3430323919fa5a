/** `npm run docs`: writes what is generated. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { generated } from "./all";

const ROOT = path.resolve(__dirname, "../..");

void generated().then((files) => {
    for (const { file, text } of files) {
        mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true });
        writeFileSync(path.join(ROOT, file), text);
        process.stdout.write(`${file}\n`);
    }
});
