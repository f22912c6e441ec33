// Two texts beside each other, with what differs marked. CodeMirror stands in a shadow root: there it brings its styles
// as constructed style sheets, which the content security policy allows.
import { MergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/language.ts";

interface TextCompareProps {
  label: string;
  left: string;
  right: string;
  left_name: string;
  right_name: string;
  edit?: (text: string) => void; // the right one can be changed, also by taking over what is on the left
}

export function TextCompare({ label, left, right, left_name, right_name, edit }: TextCompareProps) {
  const host = useRef<HTMLDivElement>(null);
  const told = useRef(edit);
  told.current = edit;
  useEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const view = compare_view(root, { label, left, right, left_name, right_name }, told);
    return () => view.destroy();
    // Not `right`: it comes back from here while one edits.
  }, [left, edit === undefined]);
  return (
    <div class="compare">
      <div class="compare-names" aria-hidden="true"><span>{left_name}</span><span>{right_name}</span></div>
      <div class="compare-texts" ref={host} />
    </div>
  );
}

type Texts = Omit<TextCompareProps, "edit">;

function compare_view(root: ShadowRoot, texts: Texts, told: { current: TextCompareProps["edit"] }): MergeView {
  const editable = told.current !== undefined;
  const fixed = [EditorState.readOnly.of(true), EditorView.editable.of(false)];
  const changes = EditorView.updateListener.of((update) => {
    if (update.docChanged) told.current?.(update.state.doc.toString());
  });
  return new MergeView({
    root,
    parent: root,
    a: { doc: texts.left, extensions: [look(`${texts.label}: ${texts.left_name}`), fixed] },
    b: { doc: texts.right, extensions: [look(`${texts.label}: ${texts.right_name}`), editable ? changes : fixed] },
    ...(editable ? { revertControls: "a-to-b" as const, renderRevertControl: revert_button } : {}),
    collapseUnchanged: { margin: 3, minSize: 6 },
    gutter: true,
  });
}

function revert_button(): HTMLElement {
  const button = document.createElement("button");
  button.className = "cm-merge-revert";
  button.type = "button";
  button.textContent = "→";
  button.title = t("compare.take");
  button.setAttribute("aria-label", t("compare.take"));
  return button;
}

function look(name: string): Extension {
  return [
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": name, tabindex: "0" }),
    EditorState.phrases.of({ "$ unchanged lines": t("compare.unchanged") }),
    kTheme,
  ];
}

const kTheme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", fontSize: "13px" },
  ".cm-scroller": { fontFamily: "inherit" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 8px" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--theirs-soft)" },
  "&.cm-merge-b .cm-changedLine, .cm-insertedLine": { backgroundColor: "var(--mine-soft)" },
  "&.cm-merge-a .cm-changedText": { background: "var(--theirs-mark)" },
  "&.cm-merge-b .cm-changedText": { background: "var(--mine-mark)" },
  "&.cm-merge-a .cm-changedLineGutter": { background: "var(--theirs)" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--mine)" },
  ".cm-collapsedLines": { background: "var(--sunken)", color: "var(--quiet)", padding: "4px 8px" },
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"⋮"' }, // CodeMirror's own is in few fonts
  ".cm-gutters": { backgroundColor: "transparent", border: "0" },
});
