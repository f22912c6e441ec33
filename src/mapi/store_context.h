// What all objects of one open store share, from logon to logoff. Thread-safe.
#pragma once

#include <mapi/postroom_mapi.h>
#include <postroom/entry_id.h>
#include <postroom/store.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "mapi/memory.h"
#include "mapi/notifier.h"
#include "mapi/ref.h"

namespace postroom::mapi {

enum class OnConflict { refuse, merge };

class StoreContext {
 public:
  struct Options {
    Memory memory;
    bool is_writable = false;  // MDB_WRITE, and neither the profile nor the store say otherwise
    bool may_ask = false;      // no MDB_NO_DIALOG
    OnConflict on_conflict = OnConflict::refuse;
    Bytes store_entry_id;  // wrapped where there is a host: PR_ENTRYID of the store, PR_STORE_ENTRYID of all
    std::string address;   // where the store is, as its entry ID says it (store_entry_id.h); may be empty
    Ref<IMAPISupport> support;  // null without a host
  };
  StoreContext(Store store, Session session, Options options);
  ~StoreContext();

  Store& store() { return store_; }
  const Session& session() const { return session_; }  // Rights::read_only unless is_writable()
  const Memory& memory() const { return options_.memory; }
  bool is_writable() const { return options_.is_writable; }
  bool may_ask() const { return options_.may_ask; }
  OnConflict on_conflict() const { return options_.on_conflict; }
  const Bytes& store_entry_id() const { return options_.store_entry_id; }
  const std::string& address() const { return options_.address; }
  // Null without a host, and after logoff. Good until the end of the call of a method that asks for it.
  IMAPISupport* support() const;
  Notifier& notifier() { return notifier_; }

  // PR_STORE_SUPPORT_MASK: what is true of this store as it was opened.
  std::int32_t support_mask() const;
  // PR_MAPPING_SIGNATURE: the same for as long as the ids of named properties mean the same.
  Bytes mapping_signature() const;

  // After logoff every method of every object answers MAPI_E_INVALID_OBJECT, nobody is told or asked
  // anything, and the host's support object is let go, at the end of the calls that are under way.
  bool is_valid() const { return valid_; }
  void logoff();

  // One call of a method of one of the store's objects.
  class Use {
   public:
    explicit Use(StoreContext& context) : context_(context) { ++context_.uses_; }
    ~Use() { context_.end_use(); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    StoreContext& context_;
  };

  // PR_STATUS_CODE of the store's row in the host's status table (status_row.h).
  ULONG status_code() const { return status_code_; }
  // What it was before.
  ULONG set_status_code(ULONG code) { return status_code_.exchange(code); }

  // Null: nobody is asked.
  void set_conflict_sink(Ref<IPostroomConflictSink> sink);
  Ref<IPostroomConflictSink> conflict_sink() const;

  EntryId entry_id(std::variant<StoreTarget, FolderId, MessageId> target) const {
    return {store_guid_, target};
  }

 private:
  void end_use();
  void let_go_of_host();

  Store store_;
  const Guid store_guid_;
  const Session session_;
  const Options options_;  // its support object has moved to support_
  std::atomic<bool> valid_ = true;
  std::atomic<ULONG> uses_ = 0;
  std::atomic<ULONG> status_code_ = STATUS_AVAILABLE;
  mutable std::mutex mutex_;
  Ref<IMAPISupport> support_;
  Ref<IPostroomConflictSink> conflict_sink_;
  Notifier notifier_;  // last: its thread uses the others
};

}  // namespace postroom::mapi
