// The mock as a fetch() for one person, for unit tests. `fail` can break single requests on their way or on the way back.
import { MockApi, type Account } from "./api.ts";

export type Break = "before" | "after" | null; // the server never heard of it; the answer was lost

export function mock_fetch(api: MockApi, account: Account, fail: (method: string, path: string) => Break = () => null) {
  const session = `test-${account.name}`;
  api.sessions.set(session, account);
  return async (url: string, init: RequestInit): Promise<Response> => {
    const parsed = new URL(url, "http://localhost");
    const path = parsed.pathname.slice("/api/v1".length);
    const method = init.method ?? "GET";
    const broken = fail(method, path);
    if (broken === "before") throw new TypeError("Failed to fetch");
    const headers: Record<string, string> = { cookie: `postroom_session=${session}` };
    for (const [name, value] of Object.entries(init.headers as Record<string, string>)) headers[name.toLowerCase()] = value;
    headers["x-csrf-token"] = `csrf-${session}`;
    const body = new TextEncoder().encode(typeof init.body === "string" ? init.body : "");
    const answer = api.handle({ method, path, query: parsed.searchParams, headers, body });
    if (broken === "after") throw new TypeError("Failed to fetch");
    const text = answer.body === undefined ? null : JSON.stringify(answer.body);
    return new Response(text, { status: answer.status, headers: answer.headers ?? {} });
  };
}
