// Which editors are alive in any tab of this browser, so that their text is not offered as left behind. By Web Locks,
// which end with their tab; where the browser has none (no secure context), only this tab's own are known.
const kPrefix = "postroom/editor/";
const kOurs = new Set<string>();

export function hold_editor(editor: string): () => void {
  kOurs.add(editor);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks?.request(kPrefix + editor, () => held).catch(() => {});
  return () => {
    kOurs.delete(editor);
    release();
  };
}

// Resolves when an editor of another tab is no more. Never where the browser has no locks.
export async function editor_gone(editor: string): Promise<void> {
  if (!navigator.locks) return new Promise(() => {});
  await navigator.locks.request(kPrefix + editor, () => {}).catch(() => {});
}

export async function living_editors(): Promise<Set<string>> {
  const living = new Set(kOurs);
  const locks = await navigator.locks?.query().catch(() => null);
  for (const lock of locks?.held ?? []) {
    if (lock.name?.startsWith(kPrefix)) living.add(lock.name.slice(kPrefix.length));
  }
  return living;
}
