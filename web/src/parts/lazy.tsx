// A view whose code is only loaded when it is first shown.
import type { ComponentType } from "preact";
import { problem_text } from "../language/problem_text.ts";
import { Loading } from "./placeholder.tsx";
import { use_resource } from "./resource.ts";

export function lazy<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return function Lazy(props: Props) {
    const view = use_resource(async () => ({ View: await load() }), []);
    if (view.failure) return <p class="failure" role="alert">{problem_text(view.failure)}</p>;
    return view.value ? <view.value.View {...props} /> : <Loading />;
  };
}
