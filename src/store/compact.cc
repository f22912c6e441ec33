// Upkeep: what retention no longer keeps is removed in small jobs, so that nobody waits long.
#include "base/try.h"
#include "store/core.h"
#include "store/retention.h"

namespace postroom {
namespace {

constexpr std::size_t kPage = 200;  // messages per job
constexpr Ticks kLargeGrace = std::chrono::hours(24);  // unreferenced large values stay this long

struct Sweep {
  store::Core& core;
  const Session& session;
  Retention retention;
  CompactReport report;

  Status sweep_page(storage::Transaction& transaction, const std::vector<storage::MessageRecord>& page, FileTime now,
                    CompactReport& found) {
    for (storage::MessageRecord message : page) {
      if (message.deleted && now - *message.deleted > retention.deleted_age) {
        TRY(transaction.append_log({{}, ChangeKind::message_removed, message.folder, {}, session.id, {message.id}}));
        TRY(transaction.remove_message(message.id, now));
        ++found.messages;
      } else if (message.history_count > 1) {
        TRY_SET(const std::int64_t dropped, store::prune(transaction, message, retention, now));
        if (dropped == 0) continue;
        TRY(transaction.update_message(message));
        found.versions += dropped;
      }
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
  TRY_SET(const Retention kept, retention(session));
  Sweep sweep{*core_, session, kept, {}};
  TRY(sweep.sweep_messages(progress));
  TRY(sweep.trim_log());
  TRY(sweep.collect_large_values());
  TRY(core_->engine->reclaim_space(progress));
  return sweep.report;
}

}  // namespace postroom
