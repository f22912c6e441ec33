// The versions of a message: who saved what when, any two compared, and any of them made the newest again.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Version } from "../api/types.ts";
import { full_time, medium_time } from "../language/dates.ts";
import { t, t_or } from "../language/language.ts";
import { unit_label } from "../language/unit_label.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { use_app, use_workspace } from "../parts/context.ts";
import { Empty, Failure, Loading } from "../parts/placeholder.tsx";
import { use_resource } from "../parts/resource.ts";
import { UnitChange } from "./unit_change.tsx";

interface HistoryViewProps {
  id: number;
  etag: string; // of the newest version, so that the list is read anew when it moves
  subject: string;
  close: () => void;
}

interface Compared {
  before: number;
  after: number;
}

export function HistoryView({ id, etag, subject, close }: HistoryViewProps) {
  const { api } = use_workspace();
  const versions = use_resource(() => api.history(id), [api, id, etag]);
  const [compared, set_compared] = useState<Compared | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const list = versions.value;
  const shown = compared ?? newest_change(list ?? []);
  return (
    <section class="history" aria-labelledby="history-title">
      <div class="tools">
        <Button label={t("back_to_message")} icon="back" kind="quiet" run={close} />
      </div>
      <header class="message-head">
        <h2 id="history-title" tabIndex={-1} ref={heading}>{t("history.title", { subject })}</h2>
      </header>
      {versions.failure !== null ? <Failure failure={versions.failure} retry={versions.reload} />
        : list === null ? <Loading /> : (
          <div class="history-parts">
            <VersionList versions={list} compared={shown} compare={set_compared} id={id} etag={etag} />
            {shown ? <Comparison id={id} compared={shown} versions={list} compare={set_compared} />
              : <Empty icon="history" text={t("history.only")} />}
          </div>
        )}
    </section>
  );
}

function newest_change(versions: Version[]): Compared | null {
  const [after, before] = versions;
  return after && before ? { before: before.version, after: after.version } : null;
}

interface VersionListProps {
  versions: Version[];
  compared: Compared | null;
  compare: (compared: Compared) => void;
  id: number;
  etag: string;
}

function VersionList({ versions, compared, compare, id, etag }: VersionListProps) {
  const app = use_app();
  const workspace = use_workspace();
  const restore = (version: Version) => void app.attempt(async () => {
    await workspace.api.restore(id, version.version, etag);
    app.notices.done(t("history.restored", { version: version.version }));
    workspace.refresh();
  });
  return (
    <ol class="versions" aria-label={t("history")}>
      {versions.map((version, i) => {
        const before = versions[i + 1];
        return (
          <li key={version.version} class={compared?.after === version.version ? "version shown" : "version"}>
            <button type="button" class="version-pick" disabled={!before} aria-pressed={compared?.after === version.version}
              onClick={() => before && compare({ before: before.version, after: version.version })}>
              <Avatar who={version.who} />
              <span class="version-who">{version.who || t("nobody")}</span>
              <time class="hint" dateTime={version.saved} title={full_time(version.saved)}>{medium_time(version.saved)}</time>
              <span class="hint version-what">
                {t("history.version", { version: version.version })} · {t_or(`save.${version.kind}`, version.kind)}
                {version.client !== "" && ` · ${version.client}`}
              </span>
            </button>
            {version.current ? <span class="badge">{t("history.current")}</span>
              : workspace.writable && <Button label={t("history.restore", { version: version.version })} icon="restore" icon_only kind="quiet" run={() => restore(version)} />}
          </li>
        );
      })}
    </ol>
  );
}

interface ComparisonProps {
  id: number;
  compared: Compared;
  versions: Version[];
  compare: (compared: Compared) => void;
}

function Comparison({ id, compared, versions, compare }: ComparisonProps) {
  const { api } = use_workspace();
  const { before, after } = compared;
  const units = use_resource(() => api.compare(id, before, after), [api, id, before, after]);
  return (
    <div class="comparison">
      <div class="comparison-head">
        <VersionField label={t("compare.before")} versions={versions} value={before} change={(version) => compare({ before: version, after })} />
        <VersionField label={t("compare.after")} versions={versions} value={after} change={(version) => compare({ before, after: version })} />
      </div>
      {units.failure !== null ? <Failure failure={units.failure} retry={units.reload} />
        : units.value === null ? <Loading />
        : units.value.length === 0 ? <Empty icon="check" text={t("compare.same")} />
        : units.value.map((unit) => (
          <section key={`${before}-${after}-${unit.key}`} class="changed-unit">
            <h3>{unit_label(unit)}</h3>
            <UnitChange unit={unit} after={unit.mine} />
          </section>
        ))}
    </div>
  );
}

interface VersionFieldProps {
  label: string;
  versions: Version[];
  value: number;
  change: (version: number) => void;
}

function VersionField({ label, versions, value, change }: VersionFieldProps) {
  return (
    <label class="version-field">
      <span class="label">{label}</span>
      <select class="field" value={value} onChange={(event) => change(Number(event.currentTarget.value))}>
        {versions.map(({ version, who, saved }) => (
          <option key={version} value={version}>{`${t("history.version", { version })} · ${who} · ${medium_time(saved)}`}</option>
        ))}
      </select>
    </label>
  );
}
