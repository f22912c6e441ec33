#include "mapi/store_context.h"

namespace postroom::mapi {
namespace {

// Not among them: submission, keeping RTF and text alike, and IStorage (row 41: true of the store as it is).
constexpr ULONG kAlwaysSupported = STORE_ENTRYID_UNIQUE | STORE_SEARCH_OK | STORE_ATTACH_OK |
                                   STORE_NOTIFY_OK | STORE_MV_PROPS_OK | STORE_CATEGORIZE_OK |
                                   STORE_RESTRICTION_OK | STORE_SORT_OK | STORE_HTML_OK | STORE_UNICODE_OK;

Session restricted(Session session, bool is_writable) {
  if (!is_writable) session.rights = Rights::read_only;
  return session;
}

StoreContext::Options without_support(StoreContext::Options options) {
  options.support = nullptr;
  return options;
}

}  // namespace

StoreContext::StoreContext(Store store, Session session, Options options)
    : store_(std::move(store)),
      store_guid_(store_.guid()),
      session_(restricted(std::move(session), options.is_writable)),
      options_(without_support(options)),
      support_(std::move(options.support)),
      notifier_(store_, session_) {}

StoreContext::~StoreContext() = default;

std::int32_t StoreContext::support_mask() const {
  const ULONG access = is_writable() ? STORE_MODIFY_OK | STORE_CREATE_OK : STORE_READONLY;
  return static_cast<std::int32_t>(kAlwaysSupported | access);
}

// Ids of named properties are given once in the life of a store and never change their meaning, so a client
// that has remembered some while others were added still reads them right. Copies of a store keep both
// (contradiction 32).
Bytes StoreContext::mapping_signature() const { return {store_guid_.bytes.begin(), store_guid_.bytes.end()}; }

IMAPISupport* StoreContext::support() const {
  const std::lock_guard guard(mutex_);
  return support_.get();
}

void StoreContext::logoff() {
  valid_ = false;
  notifier_.end();
  set_conflict_sink(nullptr);
  if (uses_ == 0) let_go_of_host();
}

void StoreContext::end_use() {
  if (--uses_ == 0 && !valid_) let_go_of_host();
}

void StoreContext::let_go_of_host() {
  Ref<IMAPISupport> last;
  const std::lock_guard guard(mutex_);
  std::swap(last, support_);
}

void StoreContext::set_conflict_sink(Ref<IPostroomConflictSink> sink) {
  const std::lock_guard guard(mutex_);
  std::swap(conflict_sink_, sink);
}

Ref<IPostroomConflictSink> StoreContext::conflict_sink() const {
  const std::lock_guard guard(mutex_);
  return conflict_sink_;
}

}  // namespace postroom::mapi
