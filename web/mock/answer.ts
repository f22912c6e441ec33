// What the mock is asked and answers, as values.
export interface MockRequest {
  method: string;
  path: string; // below /api/v1, without the query
  query: URLSearchParams;
  headers: Record<string, string>; // names in lower case
  body: Uint8Array;
}

export interface MockAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown; // JSON, or bytes as they are
}

export function refusal(status: number, name: string, detail: string, more: Record<string, unknown> = {}): MockAnswer {
  return {
    status,
    headers: { "Content-Type": "application/problem+json" },
    body: { ...more, type: `/api/v1/problems/${name}`, title: name, status, detail },
  };
}

export function json_of(request: MockRequest): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(request.body) || "{}") as Record<string, unknown>;
}
