// IMessage.
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

template <class Get>
void get_table(Desk& desk, Get get) {
  Choices& c = desk.choices;
  Ptr<IMAPITable> table;
  const Ptr<IMessage> message = desk.messages.any(c);
  const HRESULT got = (*message.*get)(c.flags(MAPI_UNICODE), c.unless_rarely(table.out()));
  desk.look_at(got, table.get());
  desk.tables.add(c, std::move(table));
}
void get_attachment_table(Desk& desk) { get_table(desk, &IMessage::GetAttachmentTable); }
void get_recipient_table(Desk& desk) { get_table(desk, &IMessage::GetRecipientTable); }

void create_attach(Desk& desk) {
  Choices& c = desk.choices;
  ULONG number = 0;
  Ptr<IAttach> attachment;
  const HRESULT made =
      desk.messages.any(c)->CreateAttach(c.interface(IID_IAttachment), c.flags(MAPI_DEFERRED_ERRORS),
                                         c.unless_rarely(&number), c.unless_rarely(attachment.out()));
  desk.look_at(made, attachment.get());
  if (!attachment) return;
  const bool is_message = c.chance(50);
  set_number(*attachment, PR_ATTACH_METHOD, is_message ? ATTACH_EMBEDDED_MSG : ATTACH_BY_VALUE);
  if (is_message) {
    LPUNKNOWN inside = nullptr;
    desk.look_at(
        attachment->OpenProperty(PR_ATTACH_DATA_OBJ, &IID_IMessage, 0, MAPI_CREATE | MAPI_MODIFY, &inside),
        inside);
    desk.take(inside);
  }
  if (c.chance(70)) desk.look_at(attachment->SaveChanges(KEEP_OPEN_READWRITE));
  desk.attachments.add(c, std::move(attachment));
}

void open_stream(Desk& desk) {
  Choices& c = desk.choices;
  static const std::vector<ULONG> streamed{PR_BODY_W, PR_BODY_A, PR_HTML, PR_RTF_COMPRESSED,
                                           PROP_TAG(PT_BINARY, 0x6789)};
  const bool of_attachment = !desk.attachments.empty() && c.chance(40);
  const Ptr<IMAPIProp> object = of_attachment ? Ptr<IMAPIProp>(desk.attachments.any(c).release())
                                              : Ptr<IMAPIProp>(desk.messages.any(c).release());
  LPUNKNOWN given = nullptr;
  const ULONG flags = c.chance(70) ? MAPI_CREATE | MAPI_MODIFY : c.flags(MAPI_MODIFY | STREAM_APPEND);
  desk.look_at(object->OpenProperty(of_attachment ? PR_ATTACH_DATA_BIN : c.pick(streamed), &IID_IStream,
                                    c.chance(80) ? 0 : STGM_READWRITE, flags, &given),
               given);
  desk.take(given);
}

void open_attach(Desk& desk) {
  Choices& c = desk.choices;
  Ptr<IAttach> attachment;
  const HRESULT opened = desk.messages.any(c)->OpenAttach(c.number() % 4, c.interface(IID_IAttachment),
                                                          c.flags(MAPI_MODIFY | MAPI_BEST_ACCESS),
                                                          c.unless_rarely(attachment.out()));
  desk.look_at(opened, attachment.get());
  desk.attachments.add(c, std::move(attachment));
}

void delete_attach(Desk& desk) {
  Choices& c = desk.choices;
  const auto progress = desk.any_progress();
  desk.look_at(desk.messages.any(c)->DeleteAttach(c.number(), 0, progress.get(), c.flags(ATTACH_DIALOG)));
}

void change_recipients(Desk& desk) {
  Choices& c = desk.choices;
  std::vector<Person> people(c.below(4));
  for (Person& person : people) {
    person = {c.text(), c.text(),
              c.chance(90) ? static_cast<LONG>(c.below(4)) : static_cast<LONG>(c.number()),
              c.chance(50) ? std::optional<LONG>(static_cast<LONG>(c.number())) : std::nullopt};
  }
  static const std::vector<ULONG> kinds{0, MODRECIP_ADD, MODRECIP_MODIFY, MODRECIP_REMOVE};
  desk.look_at(modify_recipients(*desk.messages.any(c), c.rarely() ? c.number() : c.pick(kinds), people));
}

// Rows as they need not be: of any properties, of none.
void change_recipients_oddly(Desk& desk) {
  Choices& c = desk.choices;
  Values row = c.values();
  ADRLIST list{1, {{0, row.count(), row.data()}}};
  desk.look_at(desk.messages.any(c)->ModifyRecipients(c.flags(MODRECIP_ADD | MODRECIP_REMOVE),
                                                      c.unless_rarely(&list)));
}

void set_read_flag(Desk& desk) {
  Choices& c = desk.choices;
  desk.look_at(
      desk.messages.any(c)->SetReadFlag(c.flags(SUPPRESS_RECEIPT | CLEAR_READ_FLAG | GENERATE_RECEIPT_ONLY)));
}

void submit(Desk& desk) {
  Choices& c = desk.choices;
  if (c.chance(20)) desk.look_at(desk.messages.any(c)->SubmitMessage(c.flags(FORCE_SUBMIT)));
}

}  // namespace

void call_message(Desk& desk) {
  any_of_calls(desk, {open_stream, open_stream, open_stream, get_attachment_table, get_recipient_table,
                      create_attach, create_attach, open_attach, open_attach, delete_attach,
                      change_recipients, change_recipients, change_recipients_oddly, set_read_flag, submit});
}

}  // namespace mapi_host
