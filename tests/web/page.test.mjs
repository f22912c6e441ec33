// The page in Chromium, with a postroomd behind it and two people in front. Run by web_test.sh.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test as node_test } from "node:test";
import { open_browser } from "./browser.mjs";
import { attachments } from "./attachments.mjs";
import { conflicts } from "./conflicts.mjs";
import { deleted_items } from "./deleted_items.mjs";
import { drafts } from "./drafts.mjs";
import { folders } from "./folders.mjs";
import { history } from "./history.mjs";
import { reading } from "./reading.mjs";
import { losses } from "./losses.mjs";
import { looks } from "./looks.mjs";
import { pictures } from "./pictures.mjs";
import { quick_hands } from "./quick_hands.mjs";
import { kPeople, start_server } from "./server.mjs";
import { signing_in } from "./signing_in.mjs";
import { together } from "./together.mjs";

const kLeft = process.env.POSTROOM_FAILED; // where to leave what the tabs showed when a test failed
const world = {}; // server, ana, ben: the same for all, in order
const faults = []; // what the pages threw

before(async () => {
  world.server = await start_server();
  for (const { name } of kPeople) {
    world[name] = await open_browser();
    world[name].context.on("weberror", (error) => faults.push(`${name}: ${error.error().stack}`));
  }
});
after(async () => {
  for (const { name } of kPeople) await world[name]?.close();
  await world.server?.stop();
});

function test(name, work) {
  node_test(name, async () => {
    try {
      await work(world);
      assert.deepEqual(faults.splice(0), []);
    } catch (error) {
      mkdirSync(kLeft, { recursive: true });
      const file = join(kLeft, name.replace(/\W+/g, "_").slice(0, 60));
      for (const person of kPeople) await world[person.name]?.page.screenshot({ path: `${file}_${person.name}.png` }).catch(() => {});
      throw error;
    }
  });
}

describe("the page", { concurrency: 1 }, () => {
  for (const register of [
    signing_in, pictures, reading, drafts, quick_hands, attachments, together, conflicts, history, deleted_items, folders, losses, looks,
  ]) {
    register(test);
  }
});
