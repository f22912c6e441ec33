// The sign-in: the whole page, or in front of the work of somebody whose session has ended.
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { as_problem } from "../api/problem.ts";
import { t, t_count } from "../language/language.ts";
import { problem_text } from "../language/problem_text.ts";
import { use_app } from "../parts/context.ts";
import { LanguageMenu, ThemeMenu } from "./look_menus.tsx";

export function SignIn({ over }: { over?: string }) {
  if (over !== undefined) return <Over><Form name={over} /></Over>;
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <img src="/icon.svg" alt="" width="40" height="40" />
        <h1>{t("sign_in.title")}</h1>
        <Form name="" />
      </div>
      <div class="sign-in-look"><LanguageMenu /><ThemeMenu /></div>
    </main>
  );
}

function Over({ children }: { children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} class="dialog" aria-label={t("sign_in.again")} onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.stopPropagation()}>
      <header><h2>{t("sign_in.again")}</h2></header>
      <div class="dialog-body"><p>{t("sign_in.kept")}</p>{children}</div>
    </dialog>
  );
}

function Form({ name }: { name: string }) {
  const app = use_app();
  const [failure, set_failure] = useState(app.problem.value ?? "");
  const [busy, set_busy] = useState(false);
  const name_id = useId();
  const password_id = useId();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    set_busy(true);
    try {
      await app.sign_in(String(form.get("name")).trim(), String(form.get("password")));
    } catch (error) {
      set_failure(sign_in_problem(error));
      set_busy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label class="label" for={name_id}>{t("sign_in.name")}</label>
      <input id={name_id} name="name" class="field" autocomplete="username" autocapitalize="none" spellcheck={false}
        required defaultValue={name} autofocus={name === ""} />
      <label class="label" for={password_id}>{t("sign_in.password")}</label>
      <input id={password_id} name="password" class="field" type="password" autocomplete="current-password" required
        autofocus={name !== ""} />
      {failure !== "" && <p class="failure" role="alert">{failure}</p>}
      <button type="submit" class="button primary wide" disabled={busy}>{t("sign_in.button")}</button>
    </form>
  );
}

function sign_in_problem(error: unknown): string {
  const problem = as_problem(error);
  if (problem.name === "wrong_password") return t("sign_in.wrong");
  if (problem.name === "too_many_attempts") return t_count("sign_in.wait", problem.retry_after ?? 1);
  return problem_text(error);
}
