// For tests: a sink that remembers what it is told.
#pragma once

#include <mapi/mapitags.h>
#include <postroom/entry_id.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "mapi/ref.h"
#include "mapi/values.h"

namespace postroom::mapi::testing {

struct Told {
  ULONG event = 0;  // fnev…
  Bytes object, parent, old_object, old_parent;
  ULONG object_type = 0;
  std::string message_class;  // of new mail, narrow
  ULONG table_event = 0;
  Bytes row;  // PR_INSTANCE_KEY
  ULONG prior_tag = 0;
  Bytes prior;
  std::vector<ULONG> tags;         // of the row
  std::vector<std::string> texts;  // of those that are narrow
  std::thread::id thread;
};

class RecordingSink final : public Unknown<IMAPIAdviseSink, IID_IMAPIAdviseSink> {
 public:
  explicit RecordingSink(bool* gone = nullptr) : gone_(gone) {}
  ~RecordingSink() override {
    if (gone_) *gone_ = true;
  }

  ULONG OnNotify(ULONG count, LPNOTIFICATION notifications) override {
    if (during) during();
    const std::lock_guard guard(mutex_);
    for (ULONG i = 0; i < count; ++i) told_.push_back(copy(notifications[i]));
    calls_.push_back(count);
    more_.notify_all();
    return 0;
  }

  // At least so many, or those of ten seconds.
  std::vector<Told> wait(std::size_t count) {
    std::unique_lock lock(mutex_);
    more_.wait_for(lock, std::chrono::seconds(10), [&] { return told_.size() >= count; });
    return told_;
  }
  std::vector<Told> told() { return wait(0); }
  std::vector<ULONG> calls() {
    const std::lock_guard guard(mutex_);
    return calls_;
  }

  std::function<void()> during;  // called in OnNotify

 private:
  static Bytes bytes(ULONG size, const void* data) {
    const ByteView view = view_of(size, data);
    return {view.begin(), view.end()};
  }
  static Bytes key(const SPropValue& value) {
    return value.ulPropTag == PR_NULL ? Bytes{} : bytes(value.Value.bin.cb, value.Value.bin.lpb);
  }
  static void copy_table(const TABLE_NOTIFICATION& table, Told& told) {
    told.table_event = table.ulTableEvent;
    told.row = key(table.propIndex);
    told.prior_tag = table.propPrior.ulPropTag;
    told.prior = key(table.propPrior);
    for (ULONG i = 0; i < table.row.cValues; ++i) {
      const SPropValue& value = table.row.lpProps[i];
      told.tags.push_back(value.ulPropTag);
      if (PROP_TYPE(value.ulPropTag) == PT_STRING8) told.texts.emplace_back(value.Value.lpszA);
    }
  }
  static void copy_mail(const NEWMAIL_NOTIFICATION& mail, Told& told) {
    told.object = bytes(mail.cbEntryID, mail.lpEntryID);
    told.parent = bytes(mail.cbParentID, mail.lpParentID);
    if (mail.ulFlags == 0 && mail.lpszMessageClass) told.message_class = mail.lpszMessageClass;
  }
  static Told copy(const NOTIFICATION& notification) {
    Told told;
    told.event = notification.ulEventType;
    told.thread = std::this_thread::get_id();
    if (told.event == fnevTableModified) {
      copy_table(notification.info.tab, told);
    } else if (told.event == fnevNewMail) {
      copy_mail(notification.info.newmail, told);
    } else {
      const OBJECT_NOTIFICATION& object = notification.info.obj;
      told.object_type = object.ulObjType;
      told.object = bytes(object.cbEntryID, object.lpEntryID);
      told.parent = bytes(object.cbParentID, object.lpParentID);
      told.old_object = bytes(object.cbOldID, object.lpOldID);
      told.old_parent = bytes(object.cbOldParentID, object.lpOldParentID);
    }
    return told;
  }

  bool* const gone_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Told> told_;
  std::vector<ULONG> calls_;
};

}  // namespace postroom::mapi::testing
