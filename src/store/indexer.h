// Keeps the search index of a store up to date, in the background and in at most one process at a time:
// follows the change log, begins anew where that cannot be followed, sweeps.
#pragma once

#include <postroom/guid.h>
#include <postroom/large_values.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "storage/engine.h"

namespace postroom::store {

// Thread-safe. Starts its thread when it is asked to, not before.
class Indexer {
 public:
  Indexer(storage::Engine& engine, const Guid& store, LargeValues& large)
      : engine_(engine), store_(store), large_(large) {}
  ~Indexer();
  Indexer(const Indexer&) = delete;
  Indexer& operator=(const Indexer&) = delete;

  // Code::not_supported if there is none.
  Result<std::shared_ptr<storage::SearchIndex>> index();
  // Whether what is in the index is of this store and of its log, so that what it lacks can be told. `view`
  // is to be opened after `state` was read.
  Result<bool> is_usable(const storage::IndexState& state, storage::View& view) const;

  // Does nothing where nothing may be written.
  Status start();
  // Starts, and waits until all that has been committed before is indexed, by whatever process.
  Status catch_up(const storage::Progress& progress);

 private:
  enum class Done { something, nothing, not_ours };
  struct Read;

  std::string made_by() const;
  Result<Done> work();
  Status begin_anew();
  Result<Done> scan_on(const storage::IndexState& state);
  Result<Done> follow(const storage::IndexState& state);
  Status put_all(std::vector<MessageId> ids, const storage::IndexPlace& was, const storage::IndexPlace& now);
  Result<std::vector<storage::IndexedText>> fold_all(const std::vector<Read>& contents) const;
  Status tidy(const storage::IndexState& state);
  Result<bool> has_reached(LogPosition target, const storage::Progress& progress);

  void run();
  bool wait(std::chrono::milliseconds longest);
  bool is_stopping() const;

  storage::Engine& engine_;
  const Guid store_;
  LargeValues& large_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::shared_ptr<storage::SearchIndex> index_;
  std::optional<Error> failure_;  // of the thread's last attempt
  bool poked_ = false;
  bool stopping_ = false;
  std::thread thread_;

  // The thread's own.
  std::shared_ptr<void> role_;
  std::int64_t swept_ = 0;  // entries that a sweep has left
};

inline constexpr MessageId kAllScanned{INT64_MAX};

// Whether a change of this kind makes a message, or another text of it, current.
bool changes_text(ChangeKind kind);

}  // namespace postroom::store
