// A postroomd on a free port, with a demo store and two people: what the tests of the page talk to.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kRows } from "./figures.mjs";
import { until } from "./waiting.mjs";

const { POSTROOM_BUILD: build, POSTROOM_SOURCE: source, POSTROOM_PAGE: page } = process.env;
const kEnds = 20_000; // milliseconds for a sanitized server to stop

export const kPeople = [
  { name: "ana", who: "Ana Ruiz", password: "ana's password" },
  { name: "ben", who: "Ben Okafor", password: "ben's password" },
];

function postroom(words, input = "") {
  return execFileSync(`${build}/src/cli/postroom`, words, { input, encoding: "utf8" });
}

// A mailbox with many messages, for the list.
function many_messages() {
  const one = (number) => [
    "From list@callemayor.example Mon Jan  5 08:00:00 2026", "From: The list <list@callemayor.example>",
    `Date: ${new Date(Date.UTC(2026, 0, 5) + number * 60_000).toUTCString()}`, `Subject: Delivery ${number}`,
    `Message-ID: <${number}@list.example>`, "Content-Type: text/plain; charset=utf-8", "", `Parcel ${number} has arrived.`, "",
  ].join("\n");
  return Array.from({ length: kRows }, (_, number) => one(number)).join("\n");
}

function appointment() {
  const lines = readFileSync(join(source, "samples/appointment.txt"), "utf8").split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("#")).flatMap((line) => ["--set", line]);
}

function make_store(folder) {
  const store = join(folder, "shop.postroom");
  const import_to = (name, path, ...more) => postroom(["import", store, path, "--folder", name, "--create-folder", "--as", "Calle Mayor", ...more]);
  writeFileSync(join(folder, "many.mbox"), many_messages());
  postroom(["init", store, "--as", "Calle Mayor"]);
  import_to("Inbox", join(source, "samples/inbox.mbox"));
  import_to("Inbox", join(source, "tests/web/hostile.eml"));
  import_to("Sent Items", join(source, "samples/sent.mbox"));
  import_to("Drafts", join(source, "samples/drafts"), "--draft");
  import_to("Archive", join(source, "samples/eml"), "--flat");
  postroom(["create", store, "Calendar", "--as", "Calle Mayor", ...appointment()]);
  import_to("Deliveries", join(folder, "many.mbox"));
  return store;
}

function make_accounts(accounts) {
  for (const { name, who, password } of kPeople) {
    postroom(["user", "add", name, "--who", who, "--accounts", accounts, "--password-stdin"], `${password}\n`);
    postroom(["user", "grant", name, "shop", "--accounts", accounts]);
  }
}

export async function start_server() {
  const folder = mkdtempSync(join(tmpdir(), "postroom-web-"));
  const store = make_store(folder);
  make_accounts(join(folder, "accounts.postroom"));
  const log = join(folder, "server.log");
  const running = await start(folder, store, log, "127.0.0.1:0");
  const server = { address: running.address };
  let process = running.process;
  server.kill = () => end(process, "SIGKILL");
  server.again = async () => {
    ({ process } = await start(folder, store, log, new URL(server.address).host));
  };
  // Throws what it said where it does not end well, such as for a leak.
  server.stop = async () => {
    await end(process, "SIGTERM");
    const said = readFileSync(log, "utf8");
    rmSync(folder, { recursive: true, force: true });
    if (process.exitCode !== 0) throw new Error(`postroomd ended with ${process.exitCode ?? process.signalCode}: ${said}`);
  };
  return server;
}

async function start(folder, store, log, listen) {
  writeFileSync(log, "");
  const output = openSync(log, "a");
  const process = spawn(`${build}/src/postroomd/postroomd`, [
    "--store", `shop=${store}`, "--state", folder, "--web", page, "--listen", listen,
  ], { stdio: ["ignore", output, output] });
  let address;
  await until(() => {
    if (process.exitCode !== null) throw new Error(`postroomd ended: ${readFileSync(log, "utf8")}`);
    address = /answers at (\S+)/.exec(readFileSync(log, "utf8"))?.[1];
    return address !== undefined;
  }, "the server's address");
  return { process, address };
}

async function end(process, signal) {
  process.kill(signal);
  await until(() => process.exitCode !== null || process.signalCode !== null, "the end of the server", kEnds);
}
