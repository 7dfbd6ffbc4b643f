// Serves a folder as a static host would: under its base path, no special headers, 404.html for what is missing.
//   npm start                                    build, then this
//   npm run serve -- --dir dist --base /book/ --port 4321 [--strict-port]
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, resolve, sep } from "node:path";
import { parseArgs } from "node:util";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

export interface Place {
  /** Folder with the finished pages. */
  dir: string;
  /** "/" or "/book/". */
  base: string;
}

export type Answer =
  { status: 200 | 404; file: string } | { status: 301; location: string } | { status: 404; file?: undefined };

/** What a static host answers for the path of a request, query left out. */
export function toAnswer({ dir, base }: Place, path: string): Answer {
  const decoded = decode(path);
  if (decoded === undefined || decoded.includes("\0")) return missing(dir);
  if (`${decoded}/` === base) return { status: 301, location: base };
  if (!decoded.startsWith(base)) return missing(dir);
  const file = resolve(dir, `.${sep}${decoded.slice(base.length)}`);
  if (file !== resolve(dir) && !file.startsWith(resolve(dir) + sep)) return missing(dir);
  if (!isFolder(file)) return isFile(file) && !decoded.endsWith("/") ? { status: 200, file } : missing(dir);
  if (!isFile(resolve(file, "index.html"))) return missing(dir);
  return decoded.endsWith("/")
    ? { status: 200, file: resolve(file, "index.html") }
    : { status: 301, location: `${path}/` };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function missing(dir: string): Answer {
  const page = resolve(dir, "404.html");
  return isFile(page) ? { status: 404, file: page } : { status: 404 };
}

const isFile = (path: string) => existsSync(path) && statSync(path).isFile();
const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

function respond(place: Place, request: IncomingMessage, response: ServerResponse): void {
  const [path = "/", query] = (request.url ?? "/").split("?");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const answer = toAnswer(place, path);
  if (answer.status === 301) {
    response.writeHead(301, { location: answer.location + (query === undefined ? "" : `?${query}`) }).end();
  } else if (answer.file === undefined) {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("404\n");
  } else {
    sendFile(answer.status, answer.file, request, response);
  }
}

function sendFile(status: number, file: string, request: IncomingMessage, response: ServerResponse): void {
  const { size, mtime } = statSync(file);
  const tag = `"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
  if (status === 200 && request.headers["if-none-match"] === tag) {
    response.writeHead(304, { etag: tag }).end();
    return;
  }
  response.writeHead(status, {
    "content-type": types[extname(file)] ?? "application/octet-stream",
    "content-length": size,
    "cache-control": "max-age=0, must-revalidate",
    etag: tag,
  });
  if (request.method === "HEAD") response.end();
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
}

/** Listens on `port`, or on the next free one unless `strict`. Rejects with a sentence. */
export async function serve(place: Place, port: number, strict: boolean): Promise<{ server: Server; port: number }> {
  if (!isFolder(place.dir)) throw new Error(`There is no folder ${place.dir}. Build the book first: npm run build`);
  const last = strict ? port : port + 20;
  for (let candidate = port; candidate <= last; candidate++) {
    const server = await listen(place, candidate);
    if (server) return { server, port: candidate };
    if (!strict) console.log(`Port ${candidate} is taken, trying ${candidate + 1}.`);
  }
  throw new Error(
    strict ? `Port ${port} is taken.` : `Ports ${port} to ${last} are all taken. Choose another with --port.`,
  );
}

function listen(place: Place, port: number): Promise<Server | undefined> {
  const server = createServer((request, response) => respond(place, request, response));
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? done(undefined) : fail(error),
    );
    server.listen(port, () => done(server));
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: "string", default: process.env["BOOK_OUT"] ?? "dist" },
      base: { type: "string", default: process.env["BOOK_BASE"] ?? "/" },
      port: { type: "string", default: process.env["PORT"] ?? "4321" },
      "strict-port": { type: "boolean", default: false },
    },
  });
  const base = `/${values.base}/`.replace(/\/+/g, "/");
  const { port } = await serve({ dir: values.dir, base }, Number(values.port), values["strict-port"]);
  console.log(`\n  The book is at  http://localhost:${port}${base}\n  Stop with Ctrl+C.\n`);
}

if (import.meta.main) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
