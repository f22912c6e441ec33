// What goes out as a parameter comes back in a row as it was.
#include <limits>

#include "storage/postgres/test_store.h"

namespace postroom::storage::postgres {
namespace {

enum class Colour : std::int32_t { none = -1, red = 7 };

const Sql kNumber("SELECT $1::bigint", Scope::session);
const Sql kNumbers("SELECT $1::bigint, $1::integer, $1::smallint", Scope::session);
const Sql kBytes("SELECT $1::bytea", Scope::session);
const Sql kText("SELECT $1::text", Scope::session);
const Sql kTexts("SELECT $1::bytea, $2::bytea, $3::bytea", Scope::session);
const Sql kNulls("SELECT $1::bigint, $2::bytea, $3::bigint", Scope::session);
const Sql kElements("SELECT e FROM unnest($1::bigint[]) AS e", Scope::session);
const Sql kHashes("SELECT e FROM unnest($1::bytea[]) AS e", Scope::session);
const Sql kTruth("SELECT $1::bigint = 1, $1::bigint = 0", Scope::session);
const Sql kMany("SELECT n FROM generate_series(1, $1::bigint) AS n", Scope::session);

class ParametersTest : public StoreTest {
 protected:
  template <class... Values>
  Rows one_row(const Sql& sql, const Values&... values) {
    Rows rows = must(connection_->query(sql, values...));
    EXPECT_EQ(rows.count(), 1);
    EXPECT_TRUE(rows.next());
    return rows;
  }

 private:
  const std::unique_ptr<Connection> connection_ = connect();
};

TEST_F(ParametersTest, numbers_of_every_size_and_sign_come_back) {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{255}, std::int64_t{-256},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    std::int64_t found = 5;
    one_row(kNumber, number).read(found);
    EXPECT_EQ(found, number);
  }
}

TEST_F(ParametersTest, columns_of_every_width_are_read_with_their_sign) {
  for (const std::int64_t number : {0, 1, -1, 32767, -32768}) {
    std::int64_t wide = 0, middle = 0;
    std::int16_t narrow = 0;
    one_row(kNumbers, number).read(wide, middle, narrow);
    EXPECT_EQ(wide, number);
    EXPECT_EQ(middle, number);
    EXPECT_EQ(narrow, number);
  }
}

TEST_F(ParametersTest, unsigned_numbers_enums_and_ids_come_back) {
  std::uint64_t large = 0;
  one_row(kNumber, ~std::uint64_t{0}).read(large);
  EXPECT_EQ(large, ~std::uint64_t{0});
  Colour colour = Colour::red;
  one_row(kNumber, Colour::none).read(colour);
  EXPECT_EQ(colour, Colour::none);
  MessageId id;
  one_row(kNumber, MessageId{-9}).read(id);
  EXPECT_EQ(id, MessageId{-9});
  FileTime time;
  one_row(kNumber, FileTime{123}).read(time);
  EXPECT_EQ(time, FileTime{123});
}

TEST_F(ParametersTest, truth_is_read_as_one_or_zero) {
  bool yes = false, no = true;
  one_row(kTruth, true).read(yes, no);
  EXPECT_TRUE(yes);
  EXPECT_FALSE(no);
}

TEST_F(ParametersTest, all_bytes_come_back) {
  Bytes bytes(70'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
  Bytes found;
  one_row(kBytes, bytes).read(found);
  EXPECT_TRUE(found == bytes);
  std::string text;
  one_row(kBytes, std::string("a\0b\0", 4)).read(text);
  EXPECT_EQ(text, std::string("a\0b\0", 4));
}

TEST_F(ParametersTest, nothing_is_not_null) {
  Rows rows = one_row(kTexts, Bytes(), std::string(), std::string_view());
  for (int column = 0; column < 3; ++column) {
    EXPECT_FALSE(rows.next_is_null());
    std::string found = "something";
    rows.read(found);
    EXPECT_EQ(found, "");
  }
}

TEST_F(ParametersTest, text_of_a_database_comes_back) {
  std::string found;
  one_row(kText, Text{"grün"}).read(found);
  EXPECT_EQ(found, "grün");
}

TEST_F(ParametersTest, null_comes_back_as_an_absence) {
  Rows rows = one_row(kNulls, std::optional<FileTime>(), std::optional<std::string_view>(), 3);
  EXPECT_TRUE(rows.next_is_null());
  std::optional<FileTime> time = FileTime{1};
  std::optional<std::string> text = "text";
  std::optional<std::int64_t> number;
  rows.read(time, text, number);
  EXPECT_EQ(time, std::nullopt);
  EXPECT_EQ(text, std::nullopt);
  EXPECT_EQ(number, 3);
}

TEST_F(ParametersTest, null_is_read_as_nothing_by_who_does_not_ask) {
  std::int64_t number = 5, three = 0;
  std::string text = "text";
  one_row(kNulls, std::optional<FileTime>(), std::optional<std::string_view>(), 3).read(number, text, three);
  EXPECT_EQ(number, 0);
  EXPECT_EQ(text, "");
  EXPECT_EQ(three, 3);
}

TEST_F(ParametersTest, a_column_can_be_looked_at_and_skipped) {
  Rows rows = one_row(kTexts, std::string("one"), std::string("two"), std::string("three"));
  rows.skip();
  const ByteView two = rows.read_view();
  EXPECT_EQ(std::string(two.begin(), two.end()), "two");
}

TEST_F(ParametersTest, lists_of_every_length_come_back) {
  const auto connection = connect();
  for (const std::size_t length : {0U, 1U, 2U, 3000U}) {
    std::vector<MessageId> ids;
    for (std::size_t i = 0; i < length; ++i) ids.push_back({5 - static_cast<std::int64_t>(i * i)});
    Rows rows = must(connection->query(kElements, std::span<const MessageId>(ids)));
    std::vector<MessageId> found;
    while (rows.next()) rows.read(found.emplace_back());
    EXPECT_EQ(found, ids);
  }
}

TEST_F(ParametersTest, lists_of_hashes_come_back) {
  const auto connection = connect();
  for (const std::size_t length : {0U, 1U, 100U}) {
    std::vector<ContentHash> hashes(length);
    for (std::size_t i = 0; i < length; ++i) hashes[i].fill(static_cast<std::uint8_t>(i * 3));
    Rows rows = must(connection->query(kHashes, std::span<const ContentHash>(hashes)));
    std::size_t count = 0;
    for (; rows.next(); ++count) {
      const ByteView hash = rows.read_view();
      EXPECT_TRUE(std::equal(hash.begin(), hash.end(), hashes.at(count).begin(), hashes.at(count).end()));
    }
    EXPECT_EQ(count, length);
  }
}

// Each as it goes out.
std::vector<std::string> bytes_of(const Parameters& parameters) {
  Parameters::Arrays arrays;
  parameters.fill(arrays);
  std::vector<std::string> bytes;
  for (std::size_t i = 0; i < arrays.values.size(); ++i) {
    bytes.push_back(std::to_string(arrays.types[i]) + ":" +
                    std::string(arrays.values[i], static_cast<std::size_t>(arrays.lengths[i])));
  }
  return bytes;
}

TEST(GatheredParameters, are_lists_of_what_the_rows_have_behind_the_first) {
  ContentHash one{}, two{};
  one.fill(1), two.fill(2);
  const Parameters first(7, -5, ByteView(one)), second(7, 6, ByteView(two));
  const std::vector<const Parameters*> rows = {&first, &second};
  const std::vector<ContentHash> hashes = {one, two};
  EXPECT_EQ(bytes_of(Parameters::gathered(rows)),
            bytes_of(Parameters(7, std::vector<std::int64_t>{-5, 6}, std::span<const ContentHash>(hashes))));
}

TEST_F(ParametersTest, rows_are_counted_and_end) {
  const auto connection = connect();
  Rows rows = must(connection->query(kMany, 3));
  EXPECT_EQ(rows.count(), 3);
  std::int64_t sum = 0, number = 0;
  while (rows.next()) {
    rows.read(number);
    sum += number;
  }
  EXPECT_EQ(sum, 6);
  EXPECT_FALSE(must(connection->query(kMany, 0)).next());
}

TEST(Rows, without_an_answer_there_are_none) {
  Rows rows;
  EXPECT_FALSE(rows.next());
  EXPECT_EQ(rows.count(), 0);
  EXPECT_EQ(rows.changed(), 0);
  EXPECT_EQ(rows.command(), "");
}

}  // namespace
}  // namespace postroom::storage::postgres
