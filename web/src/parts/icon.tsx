// The page's icons: strokes on a grid of 20.
const kPaths = {
  alert: "M10 3 1.8 17h16.4zM10 8v4.5M10 14.6v.4",
  archive: "M3 4h14v3H3zM4 7v9h12V7M8 10h4",
  back: "M12 4 6 10l6 6",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  check: "m4 10.5 4 4 8-9",
  clip: "m15.5 9.5-6 6a3.2 3.2 0 0 1-4.6-4.6l6.6-6.6a2.1 2.1 0 0 1 3 3l-6.4 6.4a1 1 0 0 1-1.5-1.5l5.6-5.6",
  close: "m5 5 10 10M15 5 5 15",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
  down: "m5 8 5 5 5-5",
  draft: "M5 3h7l4 4v10H5zM12 3v4h4M8 11h5M8 14h3",
  edit: "m4 16 .8-3.6L13.6 3.6l2.8 2.8-8.8 8.8zM12 5.2 14.8 8",
  flag: "M5 17V4M5 4.5c4-2 6 2 10 0v7c-4 2-6-2-10 0",
  folder: "M2.5 5.5h5l1.8 2h8.2v8.5h-15z",
  forward: "m8 4 6 6-6 6",
  history: "M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7.2M3.5 3.5v3.7h3.7M10 6.5V10l2.5 1.5",
  inbox: "M3 12 5 4h10l2 8v4H3zM3 12h4l1 2h4l1-2h4",
  important: "M10 3.5v8M10 15.2v.6",
  mail: "M2.5 5h15v10.5h-15zM2.5 5.5 10 11l7.5-5.5",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  look: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 3v14M10 6h4.600M10 10h7M10 14h4.6",
  language: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M3 10h14M10 3c4.5 4 4.5 10 0 14M10 3c-4.5 4-4.5 10 0 14",
  more: "M3.6 9h1.800v1.800H3.600zM9.1 9h1.800v1.800H9.100zM14.6 9h1.800v1.800h-1.800z",
  move: "M2.5 5.5h5l1.8 2h8.2v8.5h-15zM7.5 11.8h5M10.5 9.6l2.2 2.2-2.2 2.2",
  people: "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M2.5 16c.4-3 2.5-4.4 5-4.4s4.6 1.4 5 4.4M13 4.2a2.7 2.7 0 0 1 0 5.2M14.3 11.8c1.8.5 3 1.8 3.3 4.2",
  plus: "M10 4v12M4 10h12",
  restore: "M4 8h8a4 4 0 0 1 0 8H8M7.5 4.5 4 8l3.5 3.5",
  search: "M8.8 14.6a5.8 5.8 0 1 0 0-11.6 5.8 5.8 0 0 0 0 11.6M13 13l4.2 4.2",
  send: "M3 9.5 17 3l-5 14-3-6zM9 11l8-8",
  sent: "M4 8 17 3l-4 12-3.200-4.800zM9.800 10.200 17 3M3 13h4M3 16.500h6",
  trash: "M3.5 5.5h13M8 5.5V3.5h4v2M5 5.5l.8 11h8.4l.8-11M8.3 8.5v5M11.7 8.5v5",
  undo: "M4 8h8a4 4 0 0 1 0 8H8M7.5 4.5 4 8l3.5 3.5",
  unread: "M2.5 7v8.5h15V7L10 2.5zM2.5 7 10 12l7.5-5",
} as const;

export type IconName = keyof typeof kPaths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={kPaths[name]} />
    </svg>
  );
}
