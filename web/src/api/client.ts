// One request and its answer: JSON in and out, the CSRF token, tags, and problems as errors.
import { kNoAnswer, Problem, problem_of } from "./problem.ts";
import type { Preference } from "./types.ts";

export const kApi = "/api/v1";

export interface Answer<T> {
  status: number;
  etag: string;
  location: string | null;
  applied: string | null; // Preference-Applied
  value: T;
}

export interface Sent {
  method?: string;
  body?: unknown;
  if_match?: string;
  prefer?: Preference;
  keep_alive?: boolean; // goes out even while the page is closed
  signal?: AbortSignal;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export class Client {
  csrf = "";
  // Told of each 401, so that the page can ask the person to sign in again.
  on_signed_out: () => void = () => {};
  private readonly fetch_: Fetch;

  constructor(fetch: Fetch = (url, init) => globalThis.fetch(url, init)) {
    this.fetch_ = fetch;
  }

  async send<T>(path: string, sent: Sent = {}): Promise<Answer<T>> {
    const response = await this.answer_of(path, sent);
    const text = await response.text().catch(() => "");
    const value = parsed(text);
    if (!response.ok) {
      const problem = problem_of(response.status, value, response.headers.get("Retry-After"));
      if (problem.name === "signed_out") this.on_signed_out();
      throw problem;
    }
    return {
      status: response.status,
      etag: response.headers.get("ETag") ?? "",
      location: response.headers.get("Location"),
      applied: response.headers.get("Preference-Applied"),
      value: value as T,
    };
  }

  async get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return (await this.send<T>(path, signal ? { signal } : {})).value;
  }

  async text(path: string): Promise<string> {
    const response = await this.answer_of(path, {});
    if (!response.ok) throw problem_of(response.status, parsed(await response.text()), null);
    return response.text();
  }

  private async answer_of(path: string, sent: Sent): Promise<Response> {
    const method = sent.method ?? "GET";
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET" && method !== "HEAD") headers["X-CSRF-Token"] = this.csrf;
    if (sent.body !== undefined) headers["Content-Type"] = "application/json";
    if (sent.if_match !== undefined) headers["If-Match"] = sent.if_match;
    if (sent.prefer !== undefined) headers["Prefer"] = `conflict=${sent.prefer}`;
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (sent.body !== undefined) init.body = JSON.stringify(sent.body);
    if (sent.keep_alive) init.keepalive = true;
    if (sent.signal) init.signal = sent.signal;
    try {
      return await this.fetch_(kApi + path, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Problem(kNoAnswer, 0, "");
    }
  }
}

function parsed(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
