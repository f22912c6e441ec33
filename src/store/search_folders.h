// The search folders of one open store: what this process knows of their members, and the thread that
// populates them. Readers keep it up to date; writers do nothing for it.
#pragma once

#include <postroom/session.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "store/search_evaluation.h"

namespace postroom::store {

class Core;

// Thread-safe. No two threads evaluate one folder at once: the second waits and has the result of the first.
class SearchFolders {
 public:
  explicit SearchFolders(Core& core) : core_(core) {}
  ~SearchFolders();  // ends what is being evaluated by its own thread

  struct Reading {
    std::unique_ptr<storage::View> view;  // of the very moment that the members are of
    std::shared_ptr<const SharedMembership> members;
  };
  // Who comes first after the criteria were set, in whatever process, ends the population by this; later ones
  // catch up. Code::not_initialized without criteria; not_found where the folder is gone.
  Result<Reading> read(const Session& session, FolderId folder);

  // In the background, in order, foreground first.
  void populate(const Session& session, FolderId folder, SearchPriority priority);
  // Returns when no evaluation from before the call is under way any more.
  void settle(FolderId folder);

  // As last known, without looking at a message.
  Result<std::vector<MemberCount>> counts(storage::View& view, FolderId folder);

 private:
  struct Entry;
  struct Waiting {
    Session session;
    FolderId folder;
  };
  std::shared_ptr<Entry> entry(FolderId folder);
  Result<bool> read_once(const Session& session, Entry& entry, Reading& reading);
  Status prepare(Entry& entry, storage::View& view, SearchState state);
  Status take_cache(Entry& entry, storage::View& view);
  Result<bool> follow(Entry& entry, Reading& reading);
  Status begin(Entry& entry, Reading& reading);
  Status go_on(const Entry& entry, storage::View& view) const;
  bool finish(const Session& session, Entry& entry);
  void keep_partial(const Session& session, Entry& entry);
  void keep_cache(Entry& entry, storage::View& view);
  void publish(Entry& entry, Membership membership);
  std::optional<Waiting> next();
  void run();

  Core& core_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // of everything below; taken after an entry's mutex, never before
  std::condition_variable wake_;
  std::uint64_t uses_ = 0;
  std::map<FolderId, std::shared_ptr<Entry>> entries_;
  std::deque<Waiting> foreground_, background_;
  std::thread thread_;
};

}  // namespace postroom::store
