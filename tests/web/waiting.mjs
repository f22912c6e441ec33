// Waits for conditions, never for a time.
export const kLongestWait = 10_000; // milliseconds
const kLook = 20; // milliseconds between two looks

export async function until(condition, what, longest = kLongestWait) {
  const end = Date.now() + longest;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, kLook));
  }
}
