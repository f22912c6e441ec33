import { expect, test } from "vitest";
import { facts_of, is_letter } from "./item_facts.ts";

test("mail of every kind is a letter, and so is what has no class", () => {
  for (const one of ["IPM.Note", "IPM.Note.SMIME", "REPORT.IPM.Note.NDR", "IPM.Schedule.Meeting.Request", "IPM", ""]) {
    expect([one, is_letter(one)]).toEqual([one, true]);
  }
});

test("appointments, contacts, tasks and notes are no letters, whatever follows in their class", () => {
  const classes = ["IPM.Appointment", "ipm.contact", "IPM.Contact.Supplier", "IPM.Task", "IPM.StickyNote", "IPM.DistList"];
  for (const one of classes) {
    expect([one, is_letter(one)]).toEqual([one, false]);
  }
});

test("the facts of an item are those that it has, in their order", () => {
  const properties = {
    "PSETID_Appointment:0x8208": "Upstairs", "PSETID_Appointment:0x820D": "2026-03-12T17:00:00Z", PR_TITLE: "x",
  };
  expect(facts_of("IPM.Appointment", properties)).toEqual([
    { label: "fact.start", kind: "time", value: "2026-03-12T17:00:00Z" },
    { label: "fact.place", kind: "text", value: "Upstairs" },
  ]);
  expect(facts_of("IPM.Note", properties)).toEqual([]);
});
