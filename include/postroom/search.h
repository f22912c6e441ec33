// Searching the messages of a store for text (docs/search.md says what is looked at).
#pragma once

#include <postroom/store.h>

namespace postroom {

namespace store {
class SearchRun;
}

struct SearchQuery {
  // Words, and phrases in "quotation marks". Each has to occur in the message, in any order, also inside a
  // longer word. Case and accents are overlooked, and how words are spaced.
  std::string text;
  std::vector<FolderId> folders;  // empty: all of the store
  MessageKind kind = MessageKind::normal;
  // And has to be met, too; without a count. With it the text may be empty.
  std::optional<Restriction> where;
  // A search that another one's messages were part of goes on behind the last of them.
  struct Place {
    FileTime date;
    MessageId id;
  };
  std::optional<Place> behind;
};

struct SearchReport {
  bool indexed = false;         // an index named the messages to look at
  bool up_to_date = false;      // and every message was in it when the search began
  std::int64_t checked = 0;     // messages whose text was looked at, so far
  std::int64_t unreadable = 0;  // of these, could not be read; `postroom check` says why
};

// A search under way. Holds no lock and no transaction: what changes meanwhile is found as it is when it is
// looked at. A value with one owner, used by one thread at a time; keeps its store open.
class Search {
 public:
  explicit Search(std::unique_ptr<store::SearchRun> run);
  Search(Search&&) noexcept;
  Search& operator=(Search&&) noexcept;
  ~Search();

  // The next messages that have the text, by date from the newest, each once; fewer than `limit` at the end.
  Result<std::vector<MessageSummary>> next(std::size_t limit);
  SearchReport report() const;

 private:
  std::unique_ptr<store::SearchRun> run_;
};

inline constexpr std::size_t kMaxSearchText = 4096;  // bytes
inline constexpr std::size_t kMaxSearchParts = 32;   // words and phrases

}  // namespace postroom
