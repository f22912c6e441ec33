import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { App } from "../state/app.ts";
import type { Workspace } from "../state/workspace.ts";

export const AppContext = createContext<App | null>(null);
export const WorkspaceContext = createContext<Workspace | null>(null);

export function use_app(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("use_app() outside of the page");
  return app;
}

export function use_workspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("use_workspace() outside of a store");
  return workspace;
}
