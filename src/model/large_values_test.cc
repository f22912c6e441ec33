#include <gtest/gtest.h>
#include <postroom/large_values.h>
#include <postroom/tags.h>

#include <algorithm>
#include <map>

namespace postroom {
namespace {

class OwnedAccess final : public RandomAccess {
 public:
  explicit OwnedAccess(Bytes bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::uint8_t> buffer) override {
    return MemoryAccess(bytes_).read_at(offset, buffer.first(std::min<std::size_t>(buffer.size(), 5000)));
  }

 private:
  Bytes bytes_;
};

// Numbers what it is given; the number is the hash.
class FakeLargeValues final : public LargeValues {
 public:
  Result<LargeValue> put(Source& source) override {
    auto bytes = read_all(source, kMaxLargeValue);
    if (!bytes.ok()) return std::move(bytes).error();
    LargeValue value;
    value.hash[0] = static_cast<std::uint8_t>(kept_.size() + 1);
    value.size = bytes->size();
    kept_[value.hash] = *std::move(bytes);
    return value;
  }
  Result<std::unique_ptr<RandomAccess>> get(const LargeValue& value) override {
    const auto place = kept_.find(value.hash);
    if (place == kept_.end()) return Error{Code::not_found, "No such large value.", {}};
    return std::unique_ptr<RandomAccess>(std::make_unique<OwnedAccess>(place->second));
  }
  bool is_empty() const { return kept_.empty(); }

 private:
  std::map<ContentHash, Bytes> kept_;
};

class Values : public ::testing::Test {
 protected:
  Result<Value> make(PropertyTag tag, const std::string& text) {
    MemorySource source(text);
    return make_value(tag, source, large_);
  }
  FakeLargeValues large_;
};

TEST_F(Values, are_inline_at_the_limit_and_large_one_byte_past_it) {
  const std::string at_limit(kInlineLimit, 'x');
  EXPECT_EQ(*make(tag::body, at_limit), Value(at_limit));
  EXPECT_EQ(*make(tag::html, at_limit), Value(to_bytes(at_limit)));
  const Value past = *make(tag::body, at_limit + "y");
  ASSERT_TRUE(std::holds_alternative<LargeValue>(past));
  EXPECT_EQ(std::get<LargeValue>(past).size, kInlineLimit + 1);
  EXPECT_EQ(as_text(*load(past, large_, kInlineLimit + 1)), at_limit + "y");
}

TEST_F(Values, are_whole_when_they_are_large) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += static_cast<char>('a' + i % 26);
  EXPECT_EQ(as_text(*load(*make(tag::html, text), large_, text.size())), text);
}

TEST_F(Values, have_the_type_of_their_tag) {
  EXPECT_EQ(*make(PropertyTag(0x1000001E), "a\xFF"), Value(String8{"a\xFF"}));
  EXPECT_EQ(*make(tag::body, ""), Value(std::string()));
  EXPECT_EQ(make(tag::importance, "1").error().code, Code::invalid_argument);
  EXPECT_EQ(make(multi_valued(tag::body), "1").error().code, Code::invalid_argument);
}

TEST_F(Values, refuse_text_that_is_not_utf8_however_long_it_is) {
  for (const std::size_t before : {std::size_t{1}, kInlineLimit - 1, kInlineLimit, 20 * kInlineLimit}) {
    for (const char* const wrong : {"\xFF", "\xC3(", "\xE2\x82"}) {
      const auto refused = make(tag::body, std::string(before, 'x') + wrong);
      ASSERT_FALSE(refused.ok()) << before;
      EXPECT_EQ(refused.error().code, Code::invalid_argument);
    }
  }
  EXPECT_TRUE(large_.is_empty());
}

TEST_F(Values, take_bytes_and_8_bit_text_of_any_kind) {
  const std::string bytes(kInlineLimit + 1, '\xFF');
  for (const PropertyTag tag : {tag::html, PropertyTag(0x1000001E), tag::attach_data_obj}) {
    EXPECT_EQ(as_text(*load(*make(tag, bytes), large_, bytes.size())), bytes);
  }
}

TEST_F(Values, of_an_attached_object_are_always_large) {
  const Value value = *make(tag::attach_data_obj, "small");
  EXPECT_TRUE(fits(tag::attach_data_obj, value));
  EXPECT_EQ(as_text(*load(value, large_, 5)), "small");
}

TEST_F(Values, are_loaded_up_to_the_limit_and_refused_past_it) {
  EXPECT_EQ(as_text(*load(std::string("abc"), large_, 3)), "abc");
  EXPECT_EQ(as_text(*load(String8{"abc"}, large_, 3)), "abc");
  EXPECT_EQ(as_text(*load(to_bytes("abc"), large_, 3)), "abc");
  EXPECT_EQ(load(std::string("abc"), large_, 2).error().code, Code::too_big);
  EXPECT_EQ(load(LargeValue{{}, 10'000}, large_, 9'999).error().code, Code::too_big);
}

TEST_F(Values, that_are_gone_or_no_bytes_are_not_loaded) {
  EXPECT_EQ(load(LargeValue{{9}, 10}, large_, 100).error().code, Code::not_found);
  EXPECT_EQ(load(std::int32_t{1}, large_, 100).error().code, Code::invalid_argument);
}

TEST_F(Values, whose_stored_size_is_another_are_corrupt) {
  LargeValue value = std::get<LargeValue>(*make(tag::body, std::string(9000, 'x')));
  ++value.size;
  EXPECT_EQ(load(value, large_, 100'000).error().code, Code::corrupt);
}

}  // namespace
}  // namespace postroom
