#include "storage/postgres/rows.h"

#include <libpq-fe.h>

#include <charconv>
#include <cstring>

namespace postroom::storage::postgres {

void Rows::Clear::operator()(pg_result* result) const { PQclear(result); }

Rows::Rows(pg_result* result) : result_(result) {}

bool Rows::next() {
  column_ = 0;
  return ++row_ < PQntuples(result_.get());
}

std::int64_t Rows::count() const { return PQntuples(result_.get()); }

std::int64_t Rows::changed() const {
  std::int64_t count = 0;
  const char* text = result_ ? PQcmdTuples(result_.get()) : "";
  std::from_chars(text, text + std::strlen(text), count);
  return count;
}

std::string_view Rows::command() const { return result_ ? PQcmdStatus(result_.get()) : ""; }

bool Rows::next_is_null() const { return PQgetisnull(result_.get(), row_, column_) != 0; }

ByteView Rows::read_view() {
  const int column = column_++;
  if (PQgetisnull(result_.get(), row_, column)) return {};
  const char* data = PQgetvalue(result_.get(), row_, column);
  return {reinterpret_cast<const std::uint8_t*>(data),
          static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

// smallint, integer, bigint and boolean: 1 to 8 bytes, big-endian, signed.
void Rows::read_next(std::int64_t& value) {
  const ByteView bytes = read_view();
  const bool is_negative = bytes.size() > 1 && (bytes[0] & 0x80) != 0;
  std::uint64_t bits = is_negative ? ~std::uint64_t{0} : 0;
  for (const std::uint8_t byte : bytes) bits = bits << 8 | byte;
  value = static_cast<std::int64_t>(bits);
}

void Rows::read_next(std::string& text) {
  const ByteView bytes = read_view();
  text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void Rows::read_next(Bytes& bytes) {
  const ByteView view = read_view();
  bytes.assign(view.begin(), view.end());
}

}  // namespace postroom::storage::postgres
