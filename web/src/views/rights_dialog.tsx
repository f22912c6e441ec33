// Who may do what in a folder.
import { useEffect, useState } from "preact/hooks";
import type { Folder, FolderRights } from "../api/types.ts";
import { t, t_or } from "../language/language.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { folder_name } from "../parts/folder_look.ts";
import { Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import type { App } from "../state/app.ts";
import type { Workspace } from "../state/workspace.ts";

const kRoles = [
  "owner", "publishing-editor", "editor", "publishing-author", "author", "nonediting-author", "reviewer", "contributor",
  "none",
];

interface RightsDialogProps {
  app: App;
  workspace: Workspace;
  folder: Folder;
  close: () => void;
}

export function RightsDialog({ app, workspace, folder, close }: RightsDialogProps) {
  const there = use_resource(async () => {
    const [rights, people] = await Promise.all([workspace.api.rights(folder.id), workspace.api.people()]);
    return { rights, people };
  }, [folder.id]);
  const [rights, set_rights] = useState<FolderRights | null>(null);
  const [below, set_below] = useState(false);
  useEffect(() => set_rights(there.value?.rights ?? null), [there.value]);
  const save = async () => {
    if (rights === null) return close();
    const done = await app.attempt(async () => {
      await workspace.api.set_rights(folder.id, rights, below);
      return true;
    });
    if (done) close();
  };
  const actions = (
    <>
      <Button label={t("cancel")} kind="quiet" run={close} />
      <Button label={t("save")} kind="primary" disabled={rights === null} run={() => void save()} />
    </>
  );
  return (
    <Dialog title={t("rights.title", { name: folder_name(folder) })} close={close} actions={actions} wide>
      {there.value === null ? <Loading /> : rights === null ? (
        <>
          <p>{t("rights.none")}</p>
          <Button label={t("rights.begin")} run={() => set_rights(first_rights(app))} />
        </>
      ) : (
        <>
          <RightsTable rights={rights} people={there.value.people} change={set_rights} />
          <label class="check">
            <input type="checkbox" checked={below} onChange={(event) => set_below(event.currentTarget.checked)} />
            <span>{t("rights.below")}</span>
          </label>
        </>
      )}
    </Dialog>
  );
}

// Whoever begins a list stays its owner.
function first_rights(app: App): FolderRights {
  const who = app.session.value?.who;
  return { others: "reviewer", members: who === undefined ? [] : [{ who, rights: "owner" }] };
}

interface RightsTableProps {
  rights: FolderRights;
  people: string[];
  change: (rights: FolderRights) => void;
}

function RightsTable({ rights, people, change }: RightsTableProps) {
  const missing = people.filter((who) => !rights.members.some((member) => member.who === who));
  const set = (who: string, role: string) => {
    change({ ...rights, members: rights.members.map((member) => (member.who === who ? { who, rights: role } : member)) });
  };
  const remove = (who: string) => change({ ...rights, members: rights.members.filter((member) => member.who !== who) });
  const add = (who: string) => who !== "" && change({ ...rights, members: [...rights.members, { who, rights: "editor" }] });
  return (
    <table class="rights">
      <thead><tr><th scope="col">{t("rights.person")}</th><th scope="col">{t("rights.role")}</th><td /></tr></thead>
      <tbody>
        {rights.members.map((member) => (
          <tr key={member.who}>
            <th scope="row"><Avatar who={member.who} /> {member.who}</th>
            <td><RoleField label={t("rights.role_of", { who: member.who })} value={member.rights} change={(role) => set(member.who, role)} /></td>
            <td><Button label={t("rights.remove", { who: member.who })} icon="close" icon_only kind="quiet" run={() => remove(member.who)} /></td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t("rights.others")}</th>
          <td><RoleField label={t("rights.others")} value={rights.others} change={(others) => change({ ...rights, others })} /></td>
          <td />
        </tr>
      </tbody>
      {missing.length > 0 && (
        <tfoot><tr><td colSpan={3}>
          <select class="field" aria-label={t("rights.add")} value="" onChange={(event) => add(event.currentTarget.value)}>
            <option value="">{t("rights.add")}</option>
            {missing.map((who) => <option key={who} value={who}>{who}</option>)}
          </select>
        </td></tr></tfoot>
      )}
    </table>
  );
}

// Rights that are no role stay as they are until another is chosen.
function RoleField({ label, value, change }: { label: string; value: string; change: (role: string) => void }) {
  const roles = kRoles.includes(value) ? kRoles : [value, ...kRoles];
  return (
    <select class="field" aria-label={label} value={value} onChange={(event) => change(event.currentTarget.value)}>
      {roles.map((role) => <option key={role} value={role}>{t_or(`role.${role}`, role)}</option>)}
    </select>
  );
}
