/** Every file of the documentation that is generated. `npm run docs` writes them, a test compares them. */
import { declaredEnvironment } from "../../infra/declared/environment";
import { errorsPage } from "./errors";
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
    return [
        ...(await pictures()),
        { file: "docs/en/specification.md", text: specificationPage() },
        { file: "docs/en/errors.md", text: errorsPage() },
        { file: "docs/en/policies.md", text: policiesPage() },
    ];
}

/** The environment that `./plateau up` makes without a specification. */
async function pictures(): Promise<Generated[]> {
    const picture = pictureOf(await declaredEnvironment("demo"));
    return LANGUAGES.map((language) => ({ file: `docs/${language}/environment.svg`, text: draw(picture, language) }));
}
