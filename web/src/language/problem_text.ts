// What a person reads when something failed: the server's own sentence, which says what to do, where there is one.
import { as_problem, kNoAnswer } from "../api/problem.ts";
import { t } from "./language.ts";

export function problem_text(error: unknown): string {
  const problem = as_problem(error);
  if (problem.name === kNoAnswer) return t("problem.no_answer");
  if (problem.name === "signed_out") return t("problem.signed_out");
  return problem.message || t("problem.unknown", { status: problem.status });
}
