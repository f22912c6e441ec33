// Where a page of a list or of a search has ended, as a text that clients bring back. Nothing in it is
// trusted. Pure.
#pragma once

#include <postroom/bytes.h>
#include <postroom/ids.h>
#include <postroom/time.h>

#include <optional>
#include <string>
#include <string_view>

namespace postroom::server {

// Tells requests with other parameters from each other: a checksum of what they say.
using ParametersMark = std::uint32_t;

struct ListCursor {
  ParametersMark parameters = 0;
  std::uint64_t given = 0;   // number in GivenRows; 0: none
  LogPosition position;      // up to which it is known what has become of rows that were not yet given
  std::uint64_t offset = 0;  // rows before the next page
  Bytes place;               // behind which it begins: Table::Row::place
  friend bool operator==(const ListCursor&, const ListCursor&) = default;
};

struct SearchCursor {
  ParametersMark parameters = 0;
  FileTime date;  // of the last message found
  MessageId id;
  friend bool operator==(const SearchCursor&, const SearchCursor&) = default;
};

std::string encode(const ListCursor& cursor);
std::string encode(const SearchCursor& cursor);
// Nothing for every text that encode() does not make.
std::optional<ListCursor> decode_list_cursor(std::string_view text);
std::optional<SearchCursor> decode_search_cursor(std::string_view text);

}  // namespace postroom::server
