#include "mapi/host/sink.h"

#include <algorithm>

#include "mapi/host/text.h"

namespace mapi_host {
namespace {

constexpr std::chrono::seconds kPatience{10};

std::string bytes_of(ULONG size, const void* bytes) {
  return bytes ? std::string(static_cast<const char*>(bytes), size) : std::string();
}

bool is_tidy(ULONG size, const void* bytes) { return (size == 0) == (bytes == nullptr); }

void read_object(const OBJECT_NOTIFICATION& object, Told& told) {
  told.is_tidy = is_tidy(object.cbEntryID, object.lpEntryID) &&
                 is_tidy(object.cbParentID, object.lpParentID) && is_tidy(object.cbOldID, object.lpOldID) &&
                 is_tidy(object.cbOldParentID, object.lpOldParentID) && !object.lpPropTagArray;
  told.entry = bytes_of(object.cbEntryID, object.lpEntryID);
  told.parent = bytes_of(object.cbParentID, object.lpParentID);
  told.old_entry = bytes_of(object.cbOldID, object.lpOldID);
  told.old_parent = bytes_of(object.cbOldParentID, object.lpOldParentID);
  told.object_type = object.ulObjType;
}

void read_table(const TABLE_NOTIFICATION& table, Told& told) {
  told.is_tidy = is_tidy(table.row.cValues, table.row.lpProps) && table.hResult == S_OK;
  told.table_event = table.ulTableEvent;
  told.row = text_of(table.propIndex).value_or("");
  told.prior = text_of(table.propPrior).value_or("");
  told.prior_is_null = table.propPrior.ulPropTag == PR_NULL;
  for (ULONG i = 0; i < table.row.cValues; ++i) {
    const SPropValue& value = table.row.lpProps[i];
    const auto text = text_of(value);
    const auto number = number_of(value);
    told.values.emplace_back(value.ulPropTag, text ? *text : number ? std::to_string(*number) : "");
  }
}

Told read(const NOTIFICATION& from) {
  Told told;
  told.event = from.ulEventType;
  told.thread = std::this_thread::get_id();
  if (from.ulEventType == fnevTableModified) {
    read_table(from.info.tab, told);
  } else if (from.ulEventType == fnevNewMail) {
    const NEWMAIL_NOTIFICATION& mail = from.info.newmail;
    told.entry = bytes_of(mail.cbEntryID, mail.lpEntryID);
    told.parent = bytes_of(mail.cbParentID, mail.lpParentID);
    const bool wide = (mail.ulFlags & MAPI_UNICODE) != 0;
    if (mail.lpszMessageClass) {
      told.message_class = wide ? to_utf8(reinterpret_cast<const wchar_t*>(mail.lpszMessageClass))
                                : std::string(reinterpret_cast<const char*>(mail.lpszMessageClass));
    }
  } else if (from.ulEventType != fnevExtended && from.ulEventType != fnevCriticalError) {
    read_object(from.info.obj, told);
  }
  return told;
}

}  // namespace

ULONG Sink::OnNotify(ULONG count, LPNOTIFICATION notifications) {
  if (during) during();
  {
    const std::lock_guard guard(mutex_);
    for (ULONG i = 0; i < count; ++i) told_.push_back(read(notifications[i]));
  }
  more_.notify_all();
  return S_OK;
}

std::vector<Told> Sink::told() const {
  const std::lock_guard guard(mutex_);
  return told_;
}

std::size_t Sink::count(ULONG event) const {
  const std::lock_guard guard(mutex_);
  return static_cast<std::size_t>(
      std::count_if(told_.begin(), told_.end(), [&](const Told& told) { return told.event == event; }));
}

bool Sink::wait_until(const std::function<bool(const std::vector<Told>&)>& are_they) const {
  std::unique_lock guard(mutex_);
  return more_.wait_for(guard, kPatience, [&] { return are_they(told_); });
}

bool Sink::wait(const std::function<bool(const Told&)>& is_it) const {
  return wait_until(
      [&](const std::vector<Told>& told) { return std::any_of(told.begin(), told.end(), is_it); });
}

bool Sink::wait_for(ULONG event) const {
  return wait([&](const Told& told) { return told.event == event; });
}

bool Sink::wait_for(ULONG event, const std::string& entry) const {
  return wait([&](const Told& told) { return told.event == event && told.entry == entry; });
}

bool Sink::wait_for_table(ULONG table_event) const {
  return wait([&](const Told& told) { return told.table_event == table_event; });
}

void Sink::forget() {
  const std::lock_guard guard(mutex_);
  told_.clear();
}

}  // namespace mapi_host
