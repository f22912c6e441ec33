#include "mapi/read_flag.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/folder_messages.h"

namespace postroom::mapi {
namespace {

std::int32_t flags_of(const OpenMessage& open) {
  const auto flags = open.message.get(tag::message_flags);
  return flags ? std::get<std::int32_t>(*flags) : 0;
}

Status mark_new(OpenMessage& open, bool read) {
  const std::int32_t others = flags_of(open) & ~message_flag::read;
  return open.message.set(tag::message_flags, others | (read ? message_flag::read : 0));
}

Status mark_stored(OpenMessage& open, bool read) {
  const MessageId ids[] = {open.message.id()};
  const auto wanted = read ? Store::Read::yes : Store::Read::no;
  TRY_SET(const BulkReport report, open.state.store().mark(open.state.session(), ids, wanted));
  if (report.done.empty() && report.unchanged.empty()) {
    return Error{Code::object_deleted, "The message has been deleted.", {}};
  }
  open.marked_read = read;
  return ok_status();
}

}  // namespace

Answer set_read_flag(OpenMessage& open, ULONG flags) {
  ReadChange change = ReadChange::none;
  if (const HRESULT checked = read_change(flags, change); checked != S_OK) return checked;
  const bool is_associated = (flags_of(open) & message_flag::associated) != 0;
  if (change == ReadChange::none || is_associated) return S_OK;
  const bool read = change == ReadChange::set;
  if (open.is_new()) {
    TRY(mark_new(open, read));
  } else if (!open.is_embedded()) {
    TRY(mark_stored(open, read));
  }
  return S_OK;
}

}  // namespace postroom::mapi
