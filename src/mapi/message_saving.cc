#include "mapi/message_saving.h"

#include <postroom/tags.h>

#include "base/try.h"
#include "mapi/conflict_asking.h"

namespace postroom::mapi {
namespace {

bool has(ULONG flags, ULONG flag) { return (flags & flag) != 0; }

SaveMode mode_of(const OpenMessage& open, ULONG flags) {
  if (has(flags, FORCE_SAVE)) return SaveMode::force;
  return open.state.context().on_conflict() == OnConflict::merge ? SaveMode::merge : SaveMode::strict;
}

// Who may create messages in a folder and not change them has one save of each.
bool can_stay_writable(const OpenMessage& open) {
  if (open.is_embedded()) return true;  // what is saved is the message around it
  const auto access = open.message.get(tag::access);
  return access && (std::get<std::int32_t>(*access) & MAPI_ACCESS_MODIFY) != 0;
}

Status commit(OpenMessage& open, ULONG flags) {
  auto saved = open.message.save(mode_of(open, flags));
  if (!saved.ok()) {
    const bool may_ask = saved.error().code == Code::object_changed && !has(flags, FORCE_SAVE);
    if (!may_ask) return std::move(saved).error();
    TRY(settle_conflict(open, std::move(saved).error()));
  }
  open.marked_read.reset();  // the snapshot is of now
  return ok_status();
}

}  // namespace

Answer save_message(OpenMessage& open, ULONG flags) {
  if (!open.is_writable()) return MAPI_E_NO_ACCESS;
  if (open.is_asked_about) return MAPI_E_BUSY;
  if (has(flags, KEEP_OPEN_READWRITE) && !can_stay_writable(open)) return MAPI_E_NO_ACCESS;
  TRY(commit(open, flags));
  if (open.holder) {
    const HRESULT kept = open.holder->keep(std::make_shared<const MessageContent>(open.message.content()));
    if (kept != S_OK) return kept;
  }
  keep_open(open.state, open.writing, flags);
  return S_OK;
}

void keep_open(ObjectState& state, Writing& writing, ULONG flags) {
  if (has(flags, KEEP_OPEN_READWRITE)) return;
  if (has(flags, KEEP_OPEN_READONLY)) {
    writing = Writing::no;
  } else {
    state.close();
  }
}

}  // namespace postroom::mapi
