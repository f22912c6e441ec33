// The initials of a person, in a colour that the name always gets. They are drawn by the style sheet: for whoever listens,
// the name stands beside them.
const kColours = 6;

export function Avatar({ who, editing = false }: { who: string; editing?: boolean }) {
  return (
    <span class={`avatar colour-${colour_of(who)}${editing ? " editing" : ""}`} data-initials={initials(who)}
      aria-hidden="true" />
  );
}

export function initials(who: string): string {
  const words = who.split(/\s+/).filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : undefined].map((word) => [...(word ?? "")][0] ?? "");
  return letters.join("").toUpperCase() || "?";
}

function colour_of(who: string): number {
  let sum = 0;
  for (const letter of who) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % kColours;
}
