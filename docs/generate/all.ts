/** Every file of the documentation that is generated. `npm run docs` writes them, a test compares them. */
import { declaredEnvironment } from "../../infra/declared/environment";
import { drawCloud } from "./cloud/drawing";
import { cloudOf } from "./cloud/model";
import { errorsPage } from "./errors";
import { inventoryPage } from "./inventory/page";
import { draw } from "./picture/drawing/picture";
import { LANGUAGES } from "./picture/drawing/words";
import { pictureOf } from "./picture/model";
import { policiesPage } from "./policies";
import { specificationPage } from "./specification";

export interface Generated {
    /** Relative to the repository. */
    readonly file: string;
    readonly text: string;
}

export async function generated(): Promise<Generated[]> {
    const graphs = { local: await declaredEnvironment("demo"), aws: await declaredEnvironment("demo", ON_AWS) };
    return [
        ...LANGUAGES.map((language) => ({ file: `docs/${language}/environment.svg`, text: draw(pictureOf(graphs.local), language) })),
        ...LANGUAGES.map((language) => ({ file: `docs/${language}/environment-aws.svg`, text: drawCloud(cloudOf(graphs.aws), language) })),
        { file: "docs/en/inventory.md", text: inventoryPage(graphs, "en") },
        { file: "docs/fr/inventaire.md", text: inventoryPage(graphs, "fr") },
        { file: "docs/en/specification.md", text: specificationPage() },
        { file: "docs/en/errors.md", text: errorsPage() },
        { file: "docs/en/policies.md", text: policiesPage() },
    ];
}

/** The larger profile, with everything that can be asked for; the network is one that documents may name (RFC 5737). */
const ON_AWS = { target: "aws", aws: { profile: "reference", access: ["198.51.100.0/24"], waf: true, zone: { id: "Z0000000", name: "example.org" } } };
