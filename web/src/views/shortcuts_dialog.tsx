import { t } from "../language/language.ts";
import { use_app } from "../parts/context.ts";
import { Dialog } from "../parts/dialog.tsx";
import { kShortcuts } from "../state/shortcuts.ts";

export function ShortcutsDialog({ close }: { close: () => void }) {
  const { preferences } = use_app();
  return (
    <Dialog title={t("keys.title")} close={close} wide>
      <label class="check">
        <input type="checkbox" checked={preferences.single_keys.value}
          onChange={(event) => preferences.set_single_keys(event.currentTarget.checked)} />
        <span>{t("keys.single")}</span>
      </label>
      <dl class="keys">
        {kShortcuts.map(({ command, keys, says }) => (
          <div key={command}>
            <dt>{keys.map((key) => <Keys key={key} text={key} />)}</dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t("keys.list")}</p>
    </Dialog>
  );
}

function Keys({ text }: { text: string }) {
  return <span class="key-group">{text.split(/[+ ]/).map((key) => <kbd key={key}>{key}</kbd>)}</span>;
}
