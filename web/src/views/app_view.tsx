import { t } from "../language/language.ts";
import { use_app, WorkspaceContext } from "../parts/context.ts";
import { Empty } from "../parts/placeholder.tsx";
import { NoticesView } from "./notices_view.tsx";
import { SignIn } from "./sign_in.tsx";
import { WorkspaceView } from "./workspace_view.tsx";

export function AppView() {
  const app = use_app();
  const session = app.session.value;
  if (session === null) return <SignIn />;
  const workspace = app.workspace.value;
  return (
    <>
      {workspace ? (
        <WorkspaceContext.Provider value={workspace}>
          <WorkspaceView key={workspace.grant.name} />
        </WorkspaceContext.Provider>
      ) : (
        <main class="alone"><Empty icon="folder" text={t("no_store")} /></main>
      )}
      {app.signed_out.value && <SignIn over={session.name} />}
      {app.dialog.value}
      <NoticesView />
    </>
  );
}
