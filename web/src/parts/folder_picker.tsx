// Chooses a folder, by keyboard or pointer: what one types narrows the list.
import { useState } from "preact/hooks";
import type { Folder } from "../api/types.ts";
import { t } from "../language/language.ts";
import { compare_folders, is_scaffold, top_folder, tree_rows } from "../state/folder_tree.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { folder_icon, folder_name } from "./folder_look.ts";
import { Icon } from "./icon.tsx";

interface FolderPickerProps {
  title: string;
  folders: readonly Folder[];
  without?: ReadonlySet<number>;
  root?: boolean; // the top may be chosen, too
  chosen?: number;
  button: string;
  pick: (folder: number) => void;
  close: () => void;
}

export function FolderPicker(props: FolderPickerProps) {
  const { title, folders, without = new Set(), root = false, button, pick, close } = props;
  const [filter, set_filter] = useState("");
  const [chosen, set_chosen] = useState<number | null>(props.chosen ?? null);
  const top = root ? top_folder(folders) : undefined;
  const shown = listed(folders, filter).filter((folder) => !without.has(folder.id) && folder.kind !== "search");
  const all = top ? [top, ...shown] : shown;
  const done = () => {
    const folder = chosen !== null && all.some((one) => one.id === chosen) ? chosen : all[0]?.id;
    if (folder === undefined) return;
    close();
    pick(folder);
  };
  // The key must not reach the button that opened this and gets the focus back.
  const typed = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    done();
  };
  const actions = (
    <>
      <Button label={t("cancel")} kind="quiet" run={close} />
      <Button label={button} kind="primary" disabled={all.length === 0} run={done} />
    </>
  );
  return (
    <Dialog title={title} close={close} actions={actions}>
      <input class="field" type="search" autofocus aria-label={t("picker.filter")} placeholder={t("picker.filter")}
        value={filter} onInput={(event) => set_filter(event.currentTarget.value)} onKeyDown={typed} />
      <div class="picker" role="radiogroup" aria-label={title}>
        {all.map((folder) => (
          <label key={folder.id} class="picker-row">
            <input type="radio" name="folder" checked={chosen === folder.id} onChange={() => set_chosen(folder.id)}
              onDblClick={done} />
            <Icon name={folder_icon(folder)} />
            <span>{folder === top ? t("picker.top") : folder_path(folder)}</span>
          </label>
        ))}
      </div>
    </Dialog>
  );
}

function folder_path(folder: Folder): string {
  return folder.special === null ? folder.path.split("/").join(" / ") : folder_name(folder);
}

function listed(folders: readonly Folder[], filter: string): Folder[] {
  const wanted = filter.trim().toLocaleLowerCase();
  if (wanted === "") return tree_rows(folders, new Set()).map((row) => row.folder);
  return folders
    .filter((folder) => !is_scaffold(folder) && folder_path(folder).toLocaleLowerCase().includes(wanted))
    .sort(compare_folders);
}
