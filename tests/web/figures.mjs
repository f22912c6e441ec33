// How much the tests of the page do.
export const kIsLong = process.env.POSTROOM_LONG === "1";
export const kRows = kIsLong ? 100_000 : 3_000; // of the long list
