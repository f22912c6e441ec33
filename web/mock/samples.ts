// A store that shows each view something: some mails by hand, many by rule.
import type { Recipient } from "../src/api/types.ts";
import type { Account } from "./api.ts";
import { MockStore } from "./store.ts";

export const kAccounts: Account[] = [
  { name: "ana", who: "Ana Ruiz", password: "ana" },
  { name: "ben", who: "Ben Okafor", password: "ben" },
];

const kPeople = ["Marta Olsen", "Jonas Weber", "Priya Nair", "Tom Becker", "Lucía Prado", "Emil Novak", "Sofia Lindqvist"];
const kSubjects = [
  "Proofs for the spring catalogue", "Paper stock running low", "Invoice 2208", "Change of delivery address",
  "Quote for 5,000 folders", "Re: Proofs for the spring catalogue", "Visit on Thursday", "Colours look different on screen",
  "New opening hours", "Thank you for the quick work",
];

const kHtml = `<div style="font-family:Georgia,serif;max-width:560px"><h2 style="color:#7a2e1d">Spring at Olsen Paper</h2>
<img src="https://tracker.example.com/open.gif?who=ana" width="1" height="1" alt="">
<p>Dear printers, our <b>uncoated range</b> is back in stock:</p>
<table style="border-collapse:collapse"><tr><th style="text-align:left;padding:4px 12px;border-bottom:1px solid #ccc">Stock</th>
<th style="padding:4px 12px;border-bottom:1px solid #ccc">g/m²</th></tr><tr><td style="padding:4px 12px">Birch</td>
<td style="padding:4px 12px">120</td></tr><tr><td style="padding:4px 12px">Linen</td><td style="padding:4px 12px">170</td></tr></table>
<p><img src="https://images.example.com/stock.jpg" alt="A stack of paper" width="320"></p>
<script>parent.document.title = "taken"</script><form action="https://bad.example.com"><input name="password"></form>
<iframe src="https://bad.example.com"></iframe><p onclick="alert(1)">Order by <a href="https://olsen.example.com/order">the
end of the month</a> or <a href="javascript:alert(1)">here</a>.</p></div>`;

const kProgramme = `Dear all,

the open day is on Saturday, 16 May. This is what we have so far:

10:00  Doors open, coffee
10:30  How a book is bound (Lucía)
12:00  Lunch in the yard
13:00  Print your own poster (Jonas)

Please tell me by Friday if a time does not suit you.

Ana`;

export function sample_store(many: number): MockStore {
  const store = new MockStore();
  const top = store.add_folder("", "root", null, "root");
  const root = store.add_folder("Top of Information Store", "ipm_subtree", top.id);
  const inbox = store.add_folder("Inbox", "inbox", root.id);
  const drafts = store.add_folder("Drafts", "drafts", root.id);
  store.add_folder("Conflicts", "conflicts", root.id);
  const customers = store.add_folder("Customers", null, root.id);
  store.add_folder("Olsen Paper", null, customers.id);
  store.add_folder("Schools", null, customers.id);
  store.add_folder("Archive", null, root.id);
  add_many(store, inbox.id, many);
  add_written(store, inbox.id, drafts.id);
  return store;
}

function add_many(store: MockStore, folder: number, many: number): void {
  for (let i = 0; i < many; ++i) {
    const from = kPeople[i % kPeople.length] ?? "";
    const subject = kSubjects[(i * 7) % kSubjects.length] ?? "";
    mail(store, folder, from, subject, `Hello Ana,\n\n${subject.toLowerCase()}: see below.\n\n${from}`, 90 + i * 47, i > 6);
  }
}

function add_written(store: MockStore, inbox: number, drafts: number): void {
  const paper = mail(store, inbox, "Marta Olsen", "Spring at Olsen Paper", "Our uncoated range is back in stock.", 12, false);
  const version = paper.versions[0];
  if (version) version.content.properties["PR_BODY_HTML"] = kHtml;
  const programme = mail(store, drafts, "Ana Ruiz", "Programme for the open day", kProgramme, 30, true);
  programme.unsent = true;
  const first = programme.versions[0];
  if (!first) return;
  first.content.recipients = [to("Jonas Weber"), to("Lucía Prado"), { ...to("Priya Nair"), type: "cc" }];
  const { content } = first;
  store.commit(programme, { ...content, properties: { ...content.properties, PR_IMPORTANCE: 2 } }, "Ben Okafor", "plain");
}

function mail(store: MockStore, folder: number, from: string, subject: string, body: string, minutes_ago: number, read: boolean) {
  const when = new Date(Date.now() - minutes_ago * 60_000).toISOString();
  const properties = {
    PR_SUBJECT: subject, PR_BODY: body, PR_SENT_REPRESENTING_NAME: from, PR_MESSAGE_DELIVERY_TIME: when,
    PR_SENT_REPRESENTING_EMAIL_ADDRESS: address(from),
  };
  return store.add_message(folder, { properties, recipients: [to("Ana Ruiz")], attachments: [] }, from, { read, when });
}

function to(name: string): Recipient {
  return { type: "to", name, address: address(name) };
}

function address(name: string): string {
  return `${name.split(" ")[0]?.toLowerCase().replace("í", "i")}@example.com`;
}
