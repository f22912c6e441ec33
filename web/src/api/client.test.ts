import { expect, test } from "vitest";
import { Client } from "./client.ts";
import { as_problem, kNoAnswer, kUnknownAnswer } from "./problem.ts";
import { query } from "./store_api.ts";

function client(answer: () => Response) {
  const sent: { url: string; init: RequestInit }[] = [];
  const made = new Client(async (url, init) => {
    sent.push({ url, init });
    return answer();
  });
  made.csrf = "token";
  return { made, sent };
}

const problem = (status: number, body: object, headers = {}) => () => new Response(JSON.stringify(body), { status, headers });
const failure = (work: Promise<unknown>) => work.then(() => null, as_problem);

test("a write brings the token, the tag and the preference", async () => {
  const { made, sent } = client(() => new Response("{}", { headers: { ETag: '"8"', "Preference-Applied": "conflict=merge" } }));
  const answer = await made.send("/x", { method: "PATCH", body: { a: 1 }, if_match: '"7"', prefer: "merge" });
  expect(sent[0]?.url).toBe("/api/v1/x");
  expect(sent[0]?.init.headers).toMatchObject({ "X-CSRF-Token": "token", "If-Match": '"7"', Prefer: "conflict=merge" });
  expect(answer).toMatchObject({ etag: '"8"', applied: "conflict=merge" });
});

test("a read brings no token", async () => {
  const { made, sent } = client(() => new Response("{}"));
  await made.get("/x");
  expect(sent[0]?.init.headers).not.toHaveProperty("X-CSRF-Token");
});

test("a refusal is a problem with its name, its sentence and what it adds", async () => {
  const body = { type: "/api/v1/problems/object_changed", status: 412, detail: "Ben saved.", units: [], current: 9 };
  const found = await failure(client(problem(412, body)).made.get("/x"));
  expect(found).toMatchObject({ name: "object_changed", status: 412, message: "Ben saved." });
  expect(found?.conflict?.current).toBe(9);
});

test("a 412 of another kind is no conflict", async () => {
  const found = await failure(client(problem(412, { type: "/api/v1/problems/etag", status: 412 })).made.get("/x"));
  expect(found?.conflict).toBeNull();
});

test("being signed out is told once to the page", async () => {
  const { made } = client(problem(401, { type: "/api/v1/problems/signed_out", status: 401 }));
  let told = 0;
  made.on_signed_out = () => ++told;
  await failure(made.get("/x"));
  expect(told).toBe(1);
});

test("an answer that makes no sense is an unknown one, and no answer is none", async () => {
  const html = client(() => new Response("<html>", { status: 502 }));
  expect(await failure(html.made.get("/x"))).toMatchObject({ name: kUnknownAnswer, status: 502, passes: true });
  const broken = new Client(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(await failure(broken.get("/x"))).toMatchObject({ name: kNoAnswer, status: 0, passes: true });
});

test("Retry-After is in seconds", async () => {
  const found = await failure(client(problem(503, {}, { "Retry-After": "7" })).made.get("/x"));
  expect(found?.retry_after).toBe(7);
});

test("parameters that are absent are left out", () => {
  expect(query({ q: "a&b", folder: undefined, limit: 5 })).toBe("?q=a%26b&limit=5");
  expect(query({})).toBe("");
});
