// Starts the real server with a database of its own, and stops it by the process it started.
import { expect, test } from "@playwright/test";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const CHECKOUT = resolve(import.meta.dirname, "../..");
const BINARY = resolve(CHECKOUT, process.env.LAPSTREAM_BIN ?? "target/debug/lapstream");
/** The browser is told where it is; see the configuration. */
export const INSECURE_HOST = "laptop.test";
const START_MS = 20_000;
const STOP_MS = 10_000;

export interface ServerOptions {
  /** Whether it speaks HTTPS too, with an authority of its own. */
  https?: boolean;
}

export class Server {
  readonly adminToken = randomBytes(24).toString("base64url");
  private readonly jwtSecret = randomBytes(48).toString("base64");
  private readonly pepper = randomBytes(48).toString("base64");
  private readonly secrets = new Set<string>([this.adminToken, this.jwtSecret, this.pepper]);
  private process: ChildProcess | undefined;
  private folder = "";
  private port = 0;
  private tlsPort = 0;
  private output = "";

  constructor(private readonly options: ServerOptions = {}) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The same server by a name that is no secure context for a browser, as `http://192.168.x.x` is in a hall. */
  get insecureUrl(): string {
    return `http://${INSECURE_HOST}:${this.port}`;
  }

  /** Its own HTTPS, by the name that a page's address has. */
  httpsUrl(host = "127.0.0.1"): string {
    return `https://${host}:${this.tlsPort}`;
  }

  /** On an empty database at the first call, on the same one when called again after `stop` or `kill`. */
  async start({ site }: { site?: string } = {}): Promise<void> {
    this.folder ||= await mkdtemp(join(tmpdir(), "lapstream-e2e-"));
    this.port ||= await freePort();
    if (this.options.https) this.tlsPort ||= await freePort();
    const child = spawn(BINARY, ["serve"], {
      cwd: CHECKOUT,
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        DATABASE_URL: `sqlite://${this.database}`,
        HOST: "127.0.0.1",
        PORT: String(this.port),
        TLS_PORT: this.options.https ? String(this.tlsPort) : "off",
        ...(site && { LEPTOS_SITE_ROOT: site }),
        ADMIN_API_TOKEN: this.adminToken,
        JWT_SECRET: this.jwtSecret,
        REFRESH_TOKEN_PEPPER: this.pepper,
        RUST_LOG: "info",
        RUST_BACKTRACE: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process = child;
    child.on("error", (error) => (this.output += `\n${error.message}\n`));
    child.stdout.on("data", (bytes: Buffer) => (this.output += bytes.toString()));
    child.stderr.on("data", (bytes: Buffer) => (this.output += bytes.toString()));
    await this.waitUntilHealthy(child);
  }

  private async waitUntilHealthy(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (child.exitCode !== null || child.pid === undefined) break;
      const healthy = await fetch(`${this.url}/health`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (healthy) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${BINARY} did not answer on /health. It said:\n${this.output}`);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    const forced = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await exited;
    clearTimeout(forced);
  }

  /** Copies the database while it is in use, as `lapstream backup` does. */
  async backUp(name: string): Promise<void> {
    const to = join(this.folder, `${name}.backup`);
    await promisify(execFile)(BINARY, ["backup", to], { env: { DATABASE_URL: `sqlite://${this.database}` } });
  }

  /** What is done with a laptop that died: the server starts again on an older copy of its database. */
  async restore(name: string): Promise<void> {
    await this.stop("SIGKILL");
    await Promise.all(["-wal", "-shm"].map((end) => rm(this.database + end, { force: true })));
    await copyFile(join(this.folder, `${name}.backup`), this.database);
    await this.start();
  }

  private get database(): string {
    return join(this.folder, "lapstream.db");
  }

  async remove(): Promise<void> {
    await this.stop();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
    this.folder = "";
  }

  /** Remembers something that may never be logged. */
  keepSecret(value: string): string {
    this.secrets.add(value);
    return value;
  }

  expectNoSecretLogged(): void {
    // A time of day has six digits after its point, as a code has: times are taken out first.
    const said = this.output.replace(/\d{4}-\d\d-\d\dT[\d:.]+/g, "");
    for (const secret of this.secrets) {
      const found = /^\d+$/.test(secret) ? new RegExp(`(?<![\\w.-])${secret}(?![\\w-])`).test(said) : said.includes(secret);
      expect(found, `a secret (${secret.slice(0, 2)}…) stands in the server's output`).toBe(false);
    }
    expect(said, "the server panicked").not.toContain("panicked at");
  }
}

/** One server for all tests of the file that calls this. */
export function useServer(options: ServerOptions = {}): Server {
  const server = new Server(options);
  test.beforeAll(() => server.start());
  test.afterAll(async () => {
    await server.remove();
    server.expectNoSecretLogged();
  });
  return server;
}

/** A copy of the built pages, to be changed. */
export async function copySite(): Promise<string> {
  const beside = dirname(BINARY);
  const places = [join(beside, "site"), join(beside, "../site"), join(CHECKOUT, "target/site")];
  const site = places.find((place) => existsSync(place));
  if (!site) throw new Error(`there is no built site at ${places.join(", ")}`);
  const copy = await mkdtemp(join(tmpdir(), "lapstream-site-"));
  await cp(site, copy, { recursive: true });
  return copy;
}

/** Each worker has ports of its own, below those that a system gives to connections while a server is away. */
const [PORTS_FROM, PORTS_PER_WORKER, TRIES_MAX] = [12_000, 5_000, 100];
const given = new Set<number>();

async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = PORTS_FROM + (Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 4) * PORTS_PER_WORKER + randomInt(PORTS_PER_WORKER);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`none of ${TRIES_MAX} ports was free`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  const free = await new Promise<boolean>((done) => {
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => done(true));
  });
  if (free) {
    probe.close();
    await once(probe, "close");
  }
  return free;
}
