// Upkeep, in small jobs, so that nobody waits long: what retention no longer keeps is removed, and sort keys that are
// missing or another ICU's are made.
#include "base/try.h"
#include "store/core.h"
#include "store/permissions.h"
#include "store/retention.h"
#include "store/sort_keys.h"

namespace postroom {
namespace {

constexpr std::size_t kPage = 200;  // messages per job
constexpr Ticks kLargeGrace = std::chrono::hours(24);  // unreferenced large values stay this long

struct Sweep {
  store::Core& core;
  const Session& session;
  Retention retention;
  CompactReport report;

  bool renews_keys = false;  // of all rows; else of those that lack some

  // Keys of another ICU, or none: all are made anew by this sweep.
  Status start_keys() {
    TRY_SET(const auto view, core.engine->view());
    TRY_SET(const bool current, store::keys_are_current(*view));
    renews_keys = !current;
    if (current) return ok_status();
    return storage::commit_and_wait(*core.engine, store::begin_sort_keys);
  }

  Status finish_keys() {
    return renews_keys ? storage::commit_and_wait(*core.engine, store::finish_sort_keys) : ok_status();
  }

  // Whether that changed any.
  bool make_keys(storage::MessageRecord& message) const {
    if (!renews_keys && !store::lacks_sort_keys(message)) return false;
    const storage::MessageRecord before = message;
    store::fill_sort_keys(message);
    return message != before;
  }

  Status sweep_page(storage::Transaction& transaction, const std::vector<storage::MessageRecord>& page, FileTime now,
                    CompactReport& found) {
    // Another program may have begun with its own keys meanwhile.
    TRY_SET(const bool may_write_keys, store::may_write_keys(transaction));
    for (storage::MessageRecord message : page) {
      if (message.deleted && now - *message.deleted > retention.deleted_age) {
        TRY(transaction.append_log({{}, ChangeKind::message_removed, message.folder, {}, session.id, {message.id}}));
        TRY(transaction.remove_message(message.id, now));
        ++found.messages;
        continue;
      }
      const bool has_new_keys = may_write_keys && make_keys(message);
      std::int64_t dropped = 0;
      if (message.history_count > 1) {
        TRY_SET(dropped, store::prune(transaction, message, retention, now));
      }
      if (dropped != 0 || has_new_keys) TRY(transaction.update_message(message));
      found.versions += dropped;
    }
    return ok_status();
  }

  Status sweep_messages(const Progress& progress) {
    TRY_SET(const std::int64_t last, [&]() -> Result<std::int64_t> {
      TRY_SET(const auto view, core.engine->view());
      TRY_SET(const auto counters, view->counters());
      return counters.last_id;
    }());
    MessageId after;
    for (bool more = true; more;) {
      CompactReport found;
      MessageId reached;
      TRY(storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
        found = {};
        TRY_SET(const auto page, transaction.messages_after(after, kPage));
        more = page.size() == kPage;
        reached = page.empty() ? after : page.back().id;
        return sweep_page(transaction, page, session.clock->now(), found);
      }));
      after = reached;
      report.messages += found.messages;
      report.versions += found.versions;
      if (progress) progress(static_cast<std::uint64_t>(after.value), static_cast<std::uint64_t>(last));
    }
    return ok_status();
  }

  Status trim_log() {
    return storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
      TRY_SET(const auto counters, transaction.counters());
      const std::int64_t keep_from = counters.log_position.value - retention.log_entries;
      report.log_entries = std::max<std::int64_t>(0, keep_from - counters.log_start.value);
      if (report.log_entries == 0) return ok_status();
      return transaction.trim_log(LogPosition{keep_from});
    });
  }

  Status collect_large_values() {
    for (std::size_t collected = kPage; collected == kPage;) {
      TRY(storage::commit_and_wait(*core.engine, [&](storage::Transaction& transaction) -> Status {
        const FileTime now = session.clock->now();
        TRY_SET(collected, transaction.collect_large_values(now - kLargeGrace, now, kPage));
        return ok_status();
      }));
      report.large_values += static_cast<std::int64_t>(collected);
    }
    return ok_status();
  }
};

}  // namespace

Result<CompactReport> Store::compact(const Session& session, const Progress& progress) {
  TRY(store::may_write(*core_, session));
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::Permissions(session, *view).require_whole_store());
  }
  TRY_SET(const Retention kept, retention(session));
  Sweep sweep{*core_, session, kept, {}};
  TRY(sweep.start_keys());
  TRY(sweep.sweep_messages(progress));
  TRY(sweep.finish_keys());
  TRY(sweep.trim_log());
  TRY(sweep.collect_large_values());
  TRY(core_->engine->reclaim_space(progress));
  return sweep.report;
}

}  // namespace postroom
