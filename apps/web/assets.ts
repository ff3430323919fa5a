/** The files that pages load, read once: their addresses change with their content, so browsers may keep them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

const FILES = {
    "style.css": "text/css; charset=utf-8",
    "follow.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
} as const;

export type AssetName = keyof typeof FILES;

export interface Asset {
    /** Path on this server: "/assets/0123456789ab/style.css". */
    readonly url: string;
    readonly type: string;
    readonly content: Buffer;
}

export type Assets = Readonly<Record<AssetName, Asset>>;

export function readAssets(directory: string): Assets {
    const entries = Object.entries(FILES).map(([name, type]) => {
        const content = readFileSync(path.join(directory, name));
        const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
        return [name, { url: `/assets/${digest}/${name}`, type, content }] as const;
    });
    return Object.fromEntries(entries) as Record<AssetName, Asset>;
}
