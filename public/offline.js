// On the page that stands in for one that the network did not bring: opens that one as soon as the server answers.
"use strict";

const LOOK_EVERY_MS = 5_000;

async function look() {
  const answer = await fetch("/health", { cache: "no-store" }).catch(() => undefined);
  if (answer?.ok) location.reload();
}

addEventListener("online", look);
setInterval(look, LOOK_EVERY_MS);
