// The station's service worker. The server puts two constants before it: BUILD, which names the built site, and FILES, a
// list of [path, digest] of all that a page of this build may load.
//
// - A page and its files are of one build: a page from the cache takes its files from there, and so does a page from the
//   network that is of a build in the cache; any other page takes them from the network.
// - Only the station's page is kept, and only for when the network is away. Boards, desks and all that the API answers
//   come from the network or not at all.
// - A new worker waits until no page of the old one is open, and removes the old build's files only then. The page that
//   had the first one installed is that one's too: otherwise nothing would keep its files for it.
"use strict";

const PREFIX = "lapstream.build.";
const CACHE = PREFIX + BUILD;
/** What outlives a worker: which build was kept last. */
const NOTES = "lapstream.notes";
const NEWEST = "/newest-build";

const STATION = "/station";
const OFFLINE = "/offline";
const BUILD_HEADER = "lapstream-build";
/** How long a station's page may take to arrive where one is kept: a poor Wi-Fi fails by silence. */
const PATIENCE_MS = 4_000;
/** What a proxy says while the server behind it is away. */
const AWAY = [502, 503, 504];
/** What somebody is told who is no station (any more). */
const CLOSED = [401, 403];

/** The build of each open page, where it is known. A worker that was put to sleep forgets them. */
const pages = new Map();

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([removeOldBuilds(), clients.claim()])));
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keepPages().catch(() => undefined));
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") {
    if (isPage(pathname) && !isLedIn(event.request)) event.respondWith(answerPage(event, pathname));
  } else if (isFile(pathname)) {
    event.respondWith(answerFile(event));
  }
});

function isPage(path) {
  return !/^\/(api|auth|fn|health|live|trust\/.)/.test(path);
}

/** Whether somebody comes into a rehearsal, or out of it, by no link of ours. The server has to see how; through a worker
 * all of it seems to come from here. */
function isLedIn({ url, referrer }) {
  return new URL(url).searchParams.has("rehearse") && !referrer.startsWith(`${location.origin}/`);
}

function isFile(path) {
  return path.startsWith("/pkg/") || path.startsWith("/fonts/") || FILES.some(([file]) => file === path);
}

// ---- keeping ---------------------------------------------------------------------------------------------------------

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map((file) => keepFile(cache, file)));
  const notes = await caches.open(NOTES);
  await notes.put(NEWEST, new Response(BUILD));
  await keepPages();
}

/** The digest makes sure that it is of this build, even if the server was replaced while this worker is being installed. */
async function keepFile(cache, [path, integrity]) {
  const answer = await fetch(path, { integrity, cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} for ${path}`);
  await cache.put(path, answer);
}

/** In the language that was chosen, and with what a station starts from. */
async function keepPages() {
  await Promise.all([STATION, OFFLINE].map(async (path) => keepPage(path, await fetch(path, { cache: "no-store" }))));
}

async function keepPage(path, answer) {
  if (path === STATION && CLOSED.includes(answer.status)) return forgetStation();
  const build = answer.headers.get(BUILD_HEADER);
  if (!answer.ok || answer.redirected || !(await keptBuilds()).includes(build)) return;
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  // The page has to know that it may be older than it looks.
  const html = (await answer.text()).replace("<html", "<html data-kept");
  const cache = await caches.open(PREFIX + build);
  await cache.put(path, new Response(html, { headers }));
}

async function forgetStation() {
  for (const build of await keptBuilds()) await (await caches.open(PREFIX + build)).delete(STATION);
  await forgetLanes();
}

/** Players' names are on no tablet that is no station. Its queue stays: that is for the server yet to hear. */
function forgetLanes() {
  return new Promise((done) => {
    const request = indexedDB.open("lapstream.station");
    // There is no such database: none is made.
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = done;
    request.onsuccess = () => {
      const change = request.result.transaction("notes", "readwrite");
      change.objectStore("notes").delete(IDBKeyRange.bound("lane/", "lane0"));
      change.oncomplete = change.onabort = () => {
        request.result.close();
        done();
      };
    };
  });
}

/** The newest first: where a page of a newer build was open already, an older one must not come after it. */
async function keptBuilds() {
  const note = await (await caches.open(NOTES)).match(NEWEST);
  return [...new Set([note ? await note.text() : BUILD, BUILD])];
}

async function removeOldBuilds() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// ---- answering -------------------------------------------------------------------------------------------------------

async function answerPage(event, path) {
  const isStation = path === STATION;
  const network = fetch(event.request).catch(() => undefined);
  let answer = await (isStation ? inTime(network) : network);
  if (isStation && (!answer || AWAY.includes(answer.status))) {
    const kept = await keptPage(event, STATION);
    if (kept) return kept;
  }
  answer ??= await network;
  if (!answer) return (await keptPage(event, OFFLINE)) ?? Response.error();
  pages.set(event.resultingClientId, answer.headers.get(BUILD_HEADER));
  // Whoever chose another language wants it without the network too.
  const learns = new URL(event.request.url).searchParams.has("lang") ? keepPages() : isStation && keepPage(path, answer.clone());
  if (learns) event.waitUntil(learns.catch(() => undefined));
  return answer;
}

/** The network's answer, or none if it takes too long. */
function inTime(network) {
  return Promise.race([network, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
}

async function keptPage(event, path) {
  for (const build of await keptBuilds()) {
    const page = await (await caches.open(PREFIX + build)).match(path);
    if (page) {
      pages.set(event.resultingClientId, build);
      return page;
    }
  }
  return undefined;
}

async function answerFile(event) {
  const { pathname } = new URL(event.request.url);
  if (pages.has(event.clientId)) {
    const build = pages.get(event.clientId);
    return (build && (await keptFile(build, pathname))) || fetch(event.request);
  }
  const answer = await fetch(event.request).catch(() => undefined);
  if (answer?.ok) return answer;
  // The network is away, or its server no longer has what a page of an older build asks for.
  for (const build of await keptBuilds()) {
    const kept = await keptFile(build, pathname);
    if (kept) return kept;
  }
  return answer ?? Response.error();
}

async function keptFile(build, path) {
  // `caches.match` makes no cache of a name that there is not.
  return caches.match(path, { cacheName: PREFIX + build, ignoreVary: true });
}
