/** The frame of every page. */
import type { Assets } from "../assets";
import { html, type Content, type Html } from "../html";

/** What is the same for every page of a running service. */
export interface Site {
    readonly assets: Assets;
    /** "test", "preprod", "prod": everyone should see where they are. */
    readonly stage: string;
    readonly version: string;
}

export interface Page {
    readonly title: string;
    readonly content: Content;
    /** Loads the script that follows a booking until its learner has been told. */
    readonly follows?: boolean;
}

export function layout({ assets, stage, version }: Site, { title, content, follows }: Page): Html {
    return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Centre de formation Plateau</title>
<link rel="icon" href="${assets["icon.svg"].url}" type="image/svg+xml">
<link rel="stylesheet" href="${assets["style.css"].url}">
${follows && html`<script src="${assets["follow.js"].url}" defer></script>`}
</head>
<body>
<a class="skip" href="#contenu">Aller au contenu</a>
<header class="banner">
  <div class="wrap">
    <a class="brand" href="/"><img src="${assets["icon.svg"].url}" alt="" width="36" height="36">
      <span><strong>Plateau</strong> <span class="brand-sub">Centre de formation</span></span></a>
    <nav aria-label="Principale"><a href="/">Sessions <span class="en" lang="en">Sessions</span></a></nav>
    <p class="stage stage-${stage}"><span class="visually-hidden">Environnement : </span>${stage}</p>
  </div>
</header>
<main id="contenu" class="wrap" tabindex="-1">
${content}
</main>
<footer class="wrap">
  <p>Application d’exemple du plateau technique. Aucun courriel n’est envoyé.
    <span class="en" lang="en">Sample application; no e-mail is sent.</span></p>
  <p class="version">Environnement ${stage}, version ${version}</p>
</footer>
</body>
</html>
`;
}
