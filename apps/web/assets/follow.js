// Follows a booking until its learner has been told: asks for this page again and takes over its state, which a screen
// reader announces (role="status"). Without scripts, the link "Actualiser" does the same.
/* global document, fetch, location, DOMParser, setTimeout */
"use strict";

const EVERY_MS = 1000;
const AT_MOST = 60;

async function follow(left) {
    const state = document.getElementById("suivi");
    if (!state || state.dataset.settled === "true" || left === 0) return;
    try {
        const response = await fetch(location.href, { headers: { accept: "text/html" } });
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const news = page.getElementById("suivi");
        if (response.ok && news && news.dataset.settled !== state.dataset.settled) {
            state.replaceChildren(...news.childNodes);
            state.dataset.settled = news.dataset.settled;
        }
    } catch {
        // The next attempt may reach the server again.
    }
    setTimeout(follow, EVERY_MS, left - 1);
}

setTimeout(follow, EVERY_MS, AT_MOST);
