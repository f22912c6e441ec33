// The mock as part of Vite's server, for `npm run dev`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Plugin } from "vite";
import { MockApi, session_of } from "./api.ts";
import type { MockAnswer, MockRequest } from "./answer.ts";
import { kAccounts, sample_store } from "./samples.ts";

export function mock_plugin(many: number): Plugin {
  const api = new MockApi(sample_store(many), kAccounts);
  return {
    name: "postroom-mock",
    configureServer(server) {
      server.middlewares.use((request, response, next) => void serve(api, request, response, next));
    },
  };
}

async function serve(api: MockApi, request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (!url.pathname.startsWith("/api/v1")) {
    return next();
  }
  const asked = await read(request, url);
  if (asked.path === "/stores/shop/events") return stream(api, asked, response);
  send(api.handle(asked), response);
}

async function read(request: IncomingMessage, url: URL): Promise<MockRequest> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  const path = url.pathname.slice("/api/v1".length);
  return { method: request.method ?? "GET", path, query: url.searchParams, headers, body: Buffer.concat(parts) };
}

function send(answer: MockAnswer, response: ServerResponse): void {
  response.writeHead(answer.status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...answer.headers });
  if (answer.body === undefined) response.end();
  else response.end(answer.body instanceof Uint8Array ? answer.body : JSON.stringify(answer.body));
}

function stream(api: MockApi, request: MockRequest, response: ServerResponse): void {
  const account = api.sessions.get(session_of(request));
  if (!account) return send(api.handle(request), response);
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const { position } = api.store;
  response.write(`id: ${position}\nevent: start\ndata: ${JSON.stringify({ position })}\n\n`);
  const listener = (type: string, data: object, by: string) => {
    const told = type === "change" ? { ...data, mine: by === account.who } : data;
    const id = "position" in data ? `id: ${String(data.position)}\n` : "";
    response.write(`${id}event: ${type}\ndata: ${JSON.stringify(told)}\n\n`);
  };
  api.store.listeners.add(listener);
  response.on("close", () => api.store.listeners.delete(listener));
}
