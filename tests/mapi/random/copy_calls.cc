// CopyTo and CopyProps from any object to one of the same kind, itself included.
#include "mapi/random/desk.h"

namespace mapi_host {
namespace {

constexpr ULONG kFlags = MAPI_MOVE | MAPI_NOREPLACE | MAPI_DECLINE_OK | MAPI_DIALOG;

void copy(Desk& desk, IMAPIProp& from, LPVOID to, const IID& iid) {
  Choices& c = desk.choices;
  Tags tags = c.tags();
  Buffer<SPropProblemArray> problems;
  const auto progress = desk.any_progress();
  const auto problems_out = c.chance(20) ? nullptr : problems.out();
  if (c.chance(50)) {
    desk.look_at(from.CopyProps(c.unless_rarely(tags.get()), 0, progress.get(), &iid, to, c.flags(kFlags),
                                problems_out));
    return;
  }
  const IID excluded = *(c.interface(iid) ? &IID_IMAPITable : &iid);
  const auto count = static_cast<ULONG>(c.below(2));
  desk.look_at(from.CopyTo(count, &excluded, c.chance(50) ? tags.get() : nullptr, 0, progress.get(),
                           c.chance(90) ? &iid : &IID_IMAPIProp, to, c.flags(kFlags), problems_out));
}

void copy_message(Desk& desk) {
  if (desk.messages.empty()) return;
  const auto from = desk.messages.any(desk.choices), to = desk.messages.any(desk.choices);
  copy(desk, *from, to.get(), IID_IMessage);
}

void copy_attachment(Desk& desk) {
  if (desk.attachments.empty()) return;
  const auto from = desk.attachments.any(desk.choices), to = desk.attachments.any(desk.choices);
  copy(desk, *from, to.get(), IID_IAttachment);
}

void copy_folder_object(Desk& desk) {
  if (desk.tree_copies_left-- <= 0) return;
  const auto from = desk.folders.any(desk.choices), to = desk.folders.any(desk.choices);
  copy(desk, *from, to.get(), IID_IMAPIFolder);
}

void copy_nowhere(Desk& desk) { copy(desk, *desk.any_object(), nullptr, IID_IMessage); }

}  // namespace

void call_copy(Desk& desk) {
  any_of_calls(desk, {copy_message, copy_message, copy_attachment, copy_folder_object, copy_nowhere});
}

}  // namespace mapi_host
