#include "server/cursors.h"

#include <algorithm>

#include "store/base64.h"

namespace postroom::server {
namespace {

constexpr std::uint8_t kListKind = 1, kSearchKind = 2;

// RFC 4648, section 5, without padding.
std::string base64url(ByteView bytes) {
  std::string text = store::to_base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<Bytes> bytes_of_base64url(std::string_view text) {
  if (text.find_first_of("+/=") != text.npos) return std::nullopt;
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  plain.append((4 - plain.size() % 4) % 4, '=');
  return store::from_base64(plain);
}

template <class Number>
void append(Bytes& bytes, Number number) {
  const auto value = static_cast<std::uint64_t>(number);
  for (int shift = static_cast<int>(sizeof(Number)) * 8 - 8; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  }
}

// Takes numbers off the front; what is missing is seen at the end.
class Reader {
 public:
  explicit Reader(ByteView bytes) : rest_(bytes) {}
  template <class Number>
  Number take() {
    if (rest_.size() < sizeof(Number)) {
      is_short_ = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (const std::uint8_t byte : rest_.first(sizeof(Number))) value = value << 8 | byte;
    rest_ = rest_.subspan(sizeof(Number));
    return static_cast<Number>(value);
  }
  bool is_short() const { return is_short_; }
  ByteView rest() const { return rest_; }

 private:
  ByteView rest_;
  bool is_short_ = false;
};

}  // namespace

std::string encode(const ListCursor& cursor) {
  Bytes bytes{kListKind};
  append(bytes, cursor.parameters);
  append(bytes, cursor.given);
  append(bytes, cursor.position.value);
  append(bytes, cursor.offset);
  bytes.insert(bytes.end(), cursor.place.begin(), cursor.place.end());
  return base64url(bytes);
}

std::string encode(const SearchCursor& cursor) {
  Bytes bytes{kSearchKind};
  append(bytes, cursor.parameters);
  append(bytes, cursor.date.ticks);
  append(bytes, cursor.id.value);
  return base64url(bytes);
}

std::optional<ListCursor> decode_list_cursor(std::string_view text) {
  const auto bytes = bytes_of_base64url(text);
  if (!bytes) return std::nullopt;
  Reader reader(*bytes);
  if (reader.take<std::uint8_t>() != kListKind) return std::nullopt;
  ListCursor cursor;
  cursor.parameters = reader.take<ParametersMark>();
  cursor.given = reader.take<std::uint64_t>();
  cursor.position.value = reader.take<std::int64_t>();
  cursor.offset = reader.take<std::uint64_t>();
  if (reader.is_short() || cursor.position.value < 0) return std::nullopt;
  cursor.place.assign(reader.rest().begin(), reader.rest().end());
  return cursor;
}

std::optional<SearchCursor> decode_search_cursor(std::string_view text) {
  const auto bytes = bytes_of_base64url(text);
  if (!bytes) return std::nullopt;
  Reader reader(*bytes);
  if (reader.take<std::uint8_t>() != kSearchKind) return std::nullopt;
  SearchCursor cursor;
  cursor.parameters = reader.take<ParametersMark>();
  cursor.date.ticks = reader.take<std::int64_t>();
  cursor.id.value = reader.take<std::int64_t>();
  if (reader.is_short() || !reader.rest().empty()) return std::nullopt;
  return cursor;
}

}  // namespace postroom::server
