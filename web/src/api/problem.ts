// A refusal of the server, or the lack of any answer, as an error that callers can tell apart by its name.
import type { Conflict } from "./types.ts";

export interface ProblemDocument {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  request?: string;
}

// Names that the server does not use: the page gives them to what has no problem document.
export const kNoAnswer = "no_answer";
export const kUnknownAnswer = "unknown_answer";

export class Problem extends Error {
  override readonly name: string;
  readonly status: number; // 0: no answer at all
  readonly members: Record<string, unknown>;
  readonly retry_after: number | null; // seconds

  constructor(name: string, status: number, detail: string, members: Record<string, unknown> = {},
              retry_after: number | null = null) {
    super(detail);
    this.name = name;
    this.status = status;
    this.members = members;
    this.retry_after = retry_after;
  }

  // The conflict of a 412, where this is one.
  get conflict(): Conflict | null {
    return this.name === "object_changed" && Array.isArray(this.members["units"])
      ? (this.members as unknown as Conflict)
      : null;
  }

  // It may go through later without a change of what was sent.
  get passes(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

export function as_problem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(kNoAnswer, 0, String(error));
}

// The last part of the problem's type is its name.
export function problem_of(status: number, body: unknown, retry_after: string | null): Problem {
  const members = body !== null && typeof body === "object" ? (body as Record<string, unknown>) : {};
  const type = typeof members["type"] === "string" ? members["type"] : "";
  const detail = typeof members["detail"] === "string" ? members["detail"] : "";
  const seconds = retry_after === null ? Number.NaN : Number(retry_after);
  const name = type.slice(type.lastIndexOf("/") + 1) || kUnknownAnswer;
  return new Problem(name, status, detail, members, Number.isFinite(seconds) ? seconds : null);
}
