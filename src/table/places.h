// Where a table's readers stand: the cursor and the bookmarks. Each keeps to its row while rows come and go.
#pragma once

#include <postroom/result.h>

#include <cstddef>
#include <cstdint>
#include <map>

namespace postroom::table {

inline constexpr std::size_t kMaxBookmarks = 1000;  // of one table

class Places {
 public:
  struct Place {
    std::size_t at = 0;
    bool lost = false;      // its row has gone since; it is on the one that followed
    bool at_start = false;  // of the table, whatever comes to stand there
  };

  std::size_t cursor() const { return cursor_.at; }
  void set_cursor(std::size_t at, bool keep_to_start) { cursor_ = {at, false, keep_to_start && at == 0}; }

  Result<std::uint32_t> create(std::size_t at);  // Code::too_big past kMaxBookmarks
  // Where it is; told lost once. Code::invalid_bookmark if there is none.
  Result<Place> use(std::uint32_t bookmark);
  Status free(std::uint32_t bookmark);
  void drop_all();  // and the cursor to the start

  // What happened to the rows.
  void inserted(std::size_t at);
  void removed(std::size_t at);
  void moved(std::size_t from, std::size_t to);  // `to` counts without the row

 private:
  template <class Change>
  void each(const Change& change) {
    change(cursor_);
    for (auto& [number, place] : bookmarks_) change(place);
  }

  Place cursor_{0, false, true};
  std::map<std::uint32_t, Place> bookmarks_;
  std::uint32_t last_ = 0;
};

}  // namespace postroom::table
