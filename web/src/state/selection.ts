// Which rows of a list are chosen, by their messages' ids: one by one, or from the anchor to here.
export interface Selection {
  ids: ReadonlySet<number>;
  current: number | null; // where the keyboard is
  anchor: number | null; // index from which a range goes
}

export const kNothingSelected: Selection = { ids: new Set(), current: null, anchor: null };

export function select_one(id: number, index: number): Selection {
  return { ids: new Set([id]), current: id, anchor: index };
}

export function toggle(selection: Selection, id: number, index: number): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, current: id, anchor: index };
}

// Rows that have not been read have no id and are left out: `id_at` answers undefined for them.
export function extend(selection: Selection, index: number, id_at: (index: number) => number | undefined): Selection {
  const anchor = selection.anchor ?? index;
  const ids = new Set<number>();
  for (let i = Math.min(anchor, index); i <= Math.max(anchor, index); ++i) {
    const id = id_at(i);
    if (id !== undefined) ids.add(id);
  }
  return { ids, current: id_at(index) ?? selection.current, anchor };
}

export function without(selection: Selection, gone: ReadonlySet<number>): Selection {
  const ids = new Set([...selection.ids].filter((id) => !gone.has(id)));
  const current = selection.current !== null && gone.has(selection.current) ? null : selection.current;
  return { ids, current, anchor: current === null ? null : selection.anchor };
}
