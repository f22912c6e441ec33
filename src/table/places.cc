#include "table/places.h"

namespace postroom::table {
namespace {

void make_room(Places::Place& place, std::size_t at) {
  if (place.at >= at && !(place.at_start && at == 0)) ++place.at;
}

Error no_such_bookmark() {
  return {Code::invalid_bookmark,
          "The bookmark is no more: it was freed, or a new order or restriction dropped it; make a new one.",
          {}};
}

}  // namespace

Result<std::uint32_t> Places::create(std::size_t at) {
  if (bookmarks_.size() >= kMaxBookmarks) {
    return Error{Code::too_big, "A table can have at most 1,000 bookmarks; free some.", {}};
  }
  bookmarks_[++last_] = {at, false, false};
  return last_;
}

Result<Places::Place> Places::use(std::uint32_t bookmark) {
  const auto found = bookmarks_.find(bookmark);
  if (found == bookmarks_.end()) return no_such_bookmark();
  const Place place = found->second;
  found->second.lost = false;
  return place;
}

Status Places::free(std::uint32_t bookmark) {
  return bookmarks_.erase(bookmark) == 1 ? ok_status() : Status(no_such_bookmark());
}

void Places::drop_all() {
  bookmarks_.clear();
  set_cursor(0, true);
}

void Places::inserted(std::size_t at) {
  each([&](Place& place) { make_room(place, at); });
}

void Places::removed(std::size_t at) {
  each([&](Place& place) {
    if (place.at == at) place.lost = true;
    if (place.at > at) --place.at;
  });
}

void Places::moved(std::size_t from, std::size_t to) {
  each([&](Place& place) {
    if (place.at == from && !place.at_start) {
      place.at = to;
      return;
    }
    if (place.at > from) --place.at;
    make_room(place, to);
  });
}

}  // namespace postroom::table
