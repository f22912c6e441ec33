// Appointments, contacts and tasks: items that are no letters, and what there is to know of them beside their text.
import type { Properties } from "../api/types.ts";
import type { Key } from "../language/language.ts";

export interface Fact {
  label: Key;
  kind: "text" | "time"; // a time is as the server writes it
  value: string;
}

type Known = readonly [property: string, kind: Fact["kind"], label: Key];

const kAppointment: readonly Known[] = [
  ["PSETID_Appointment:0x820D", "time", "fact.start"],
  ["PSETID_Appointment:0x820E", "time", "fact.end"],
  ["PSETID_Appointment:0x8208", "text", "fact.place"],
];
const kContact: readonly Known[] = [
  ["PR_COMPANY_NAME", "text", "fact.company"],
  ["PR_TITLE", "text", "fact.position"],
  ["PSETID_Address:0x8083", "text", "fact.mail"],
  ["PR_BUSINESS_TELEPHONE_NUMBER", "text", "fact.telephone"],
  ["PR_MOBILE_TELEPHONE_NUMBER", "text", "fact.mobile"],
  ["PR_HOME_TELEPHONE_NUMBER", "text", "fact.home"],
];
const kTask: readonly Known[] = [
  ["PSETID_Task:0x8104", "time", "fact.start"],
  ["PSETID_Task:0x8105", "time", "fact.due"],
];
const kItems: Readonly<Record<string, readonly Known[]>> = {
  "ipm.appointment": kAppointment, "ipm.contact": kContact, "ipm.distlist": [], "ipm.task": kTask, "ipm.stickynote": [],
};

// Such as IPM.Contact or IPM.Contact.Supplier.
function known(message_class: string): readonly Known[] | undefined {
  const [top, kind] = message_class.toLowerCase().split(".");
  return kItems[`${top}.${kind}`];
}

export function is_letter(message_class: string): boolean {
  return known(message_class) === undefined;
}

export function facts_of(message_class: string, properties: Properties): Fact[] {
  return (known(message_class) ?? []).flatMap(([property, kind, label]) => {
    const value = properties[property];
    return typeof value === "string" && value !== "" ? [{ label, kind, value }] : [];
  });
}
