// Something read from the server for as long as a part of the page shows it.
import { useCallback, useEffect, useState } from "preact/hooks";

export interface Resource<T> {
  value: T | null; // the last that was read, also while it is read anew
  failure: unknown; // null: none
  reload: () => void;
}

export function use_resource<T>(read: () => Promise<T>, inputs: readonly unknown[]): Resource<T> {
  const [state, set_state] = useState<{ value: T | null; failure: unknown }>({ value: null, failure: null });
  const [round, set_round] = useState(0);
  useEffect(() => set_state({ value: null, failure: null }), inputs);
  useEffect(() => {
    let wanted = true;
    read().then(
      (value) => wanted && set_state({ value, failure: null }),
      (failure: unknown) => wanted && set_state((before) => ({ value: before.value, failure })),
    );
    return () => {
      wanted = false;
    };
  }, [...inputs, round]);
  const reload = useCallback(() => set_round((before) => before + 1), []);
  return { ...state, reload };
}
