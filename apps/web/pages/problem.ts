/** The page for whatever did not work: what, and where to go from here. */
import type { ProblemCode } from "../../shared/contract";
import { html } from "../html";
import { PROBLEMS } from "../wording";
import type { Page } from "./layout";

export function problemPage(code: ProblemCode): Page {
    const { fr, en } = PROBLEMS[code];
    return {
        title: fr,
        content: html`
<div class="lead">
  <h1>${fr}</h1>
  <p class="en" lang="en">${en}</p>
  <p><a class="button" href="/">Voir les sessions <span class="en" lang="en">See the sessions</span></a></p>
</div>`,
    };
}
