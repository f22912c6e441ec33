#include "mapi/values.h"

#include <gtest/gtest.h>
#include <mapi/mapicode.h>

#include <cstring>
#include <limits>

#include "mapi/testing/one_store.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

const Guid kSomeGuid = make_guid(0x01234567, 0x89AB, 0xCDEF, 0x0011223344556677);

template <class T>
Property several(PropertyType type, std::vector<T> values) {
  return {multi_valued(PropertyTag(0x6600, type)), std::move(values)};
}

// Of every type that goes out and comes in.
std::vector<Property> every_type() {
  const auto one = [](PropertyType type, Value value) {
    return Property{PropertyTag(0x6600, type), std::move(value)};
  };
  using Type = PropertyType;
  return {one(Type::null, Null{}),
          one(Type::integer16, std::int16_t{-2}),
          one(Type::integer32, std::numeric_limits<std::int32_t>::min()),
          one(Type::float32, 0.5F),
          one(Type::float64, -0.25),
          one(Type::currency, Currency{-12'345'678'901}),
          one(Type::app_time, AppTime{44'000.75}),
          one(Type::boolean, true),
          one(Type::boolean, false),
          one(Type::integer64, std::numeric_limits<std::int64_t>::max()),
          one(Type::unicode, std::string("Gr\xC3\xBC\xC3\x9F"
                                         "e")),
          one(Type::unicode, std::string()),
          one(Type::system_time, FileTime{133'500'000'000'000'001}),
          one(Type::system_time, FileTime{-1}),
          one(Type::class_id, kSomeGuid),
          one(Type::server_id, Bytes{1, 2}),
          one(Type::binary, Bytes{0, 255, 1}),
          one(Type::binary, Bytes{}),
          several<std::int16_t>(Type::integer16, {1, -1}),
          several<std::int32_t>(Type::integer32, {1, -1}),
          several<float>(Type::float32, {1.5F}),
          several<double>(Type::float64, {1.5, -2}),
          several<Currency>(Type::currency, {{7}, {-8}}),
          several<AppTime>(Type::app_time, {{1.25}}),
          several<std::int64_t>(Type::integer64, {1, -1}),
          several<std::string>(Type::unicode, {"a", "", "\xE2\x82\xAC"}),
          several<FileTime>(Type::system_time, {{1}, {2}}),
          several<Guid>(Type::class_id, {kSomeGuid, {}}),
          several<Bytes>(Type::binary, {{1}, {}, {2, 3}})};
}

class ValuesTest : public ::testing::Test {
 protected:
  SPropValue written(PropertyTag tag, const Value& value) {
    SPropValue out;
    std::memset(&out, 0xAA, sizeof(out));
    write_value(tag, value, block_, out);
    return out;
  }
  SPropValue of(ULONG type) {
    SPropValue value{};
    value.ulPropTag = PROP_TAG(type, 0x6600);
    return value;
  }

  Block block_{testing::kMemory, 1};
};

TEST_F(ValuesTest, come_in_as_they_went_out) {
  for (const Property& property : every_type()) {
    const SPropValue value = written(property.tag, property.value);
    EXPECT_EQ(value.ulPropTag, property.tag.value);
    EXPECT_EQ(value.dwAlignPad, 0U);
    EXPECT_EQ(must(read_value(value)), property) << std::hex << property.tag.value;
  }
}

TEST_F(ValuesTest, of_text_are_unicode_inside_and_of_either_width_outside) {
  for (const Property& property : every_type()) {
    if (!is_text(property.tag)) continue;
    const PropertyTag narrow = in_width(property.tag, Width::narrow);
    EXPECT_NE(narrow, property.tag);
    const SPropValue value = written(narrow, property.value);
    EXPECT_EQ(value.ulPropTag, narrow.value);
    EXPECT_EQ(must(read_value(value)), property);
  }
}

TEST_F(ValuesTest, of_bytes_that_are_text_go_out_as_text) {
  const String8 stored{"K\xF6nig"};
  EXPECT_STREQ(written(PropertyTag(0x6600001F), stored).Value.lpszW, L"K\u00F6nig");
  EXPECT_STREQ(written(PropertyTag(0x6600001E), stored).Value.lpszA, "K\xC3\xB6nig");
  const SPropValue several = written(PropertyTag(0x6600101F), std::vector<String8>{stored, {"a"}});
  ASSERT_EQ(several.Value.MVszW.cValues, 2U);
  EXPECT_STREQ(several.Value.MVszW.lppszW[0], L"K\u00F6nig");
}

TEST_F(ValuesTest, have_the_layout_of_MAPI) {
  EXPECT_EQ(written(PropertyTag(0x6600000B), true).Value.b, TRUE);
  const FILETIME time = written(PropertyTag(0x66000040), FileTime{0x0123456789ABCDEF}).Value.ft;
  EXPECT_EQ(time.dwHighDateTime, 0x01234567U);
  EXPECT_EQ(time.dwLowDateTime, 0x89ABCDEFU);
  const GUID expected = {0x01234567, 0x89AB, 0xCDEF, {0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77}};
  EXPECT_EQ(*written(PropertyTag(0x66000048), kSomeGuid).Value.lpguid, expected);
}

TEST_F(ValuesTest, that_are_errors_go_out_as_errors) {
  const SPropValue error = written(PropertyTag(0x6600000A), ErrorValue{0x8004010F});
  EXPECT_EQ(error.ulPropTag, PROP_TAG(PT_ERROR, 0x6600));
  EXPECT_EQ(error.Value.err, MAPI_E_NOT_FOUND);
  SPropValue named;
  write_error(PropertyTag(0x0037001F), MAPI_E_NO_ACCESS, named);
  EXPECT_EQ(named.ulPropTag, PROP_TAG(PT_ERROR, 0x0037));
  EXPECT_EQ(named.Value.err, MAPI_E_NO_ACCESS);
}

TEST_F(ValuesTest, that_are_structures_in_memory_neither_go_out_nor_come_in) {
  for (const PropertyType type : {PropertyType::restriction, PropertyType::rule_action}) {
    const PropertyTag tag(0x6600, type);
    EXPECT_EQ(written(tag, Bytes{1}).Value.err, MAPI_E_NO_SUPPORT);
    EXPECT_FALSE(is_readable_type(tag));
  }
}

TEST_F(ValuesTest, of_no_type_are_refused) {
  for (const ULONG type : {PT_UNSPECIFIED, PT_ERROR, PT_OBJECT, PT_MV_I2 | MV_INSTANCE, MV_FLAG | PT_BOOLEAN,
                           MV_FLAG | PT_NULL, MV_FLAG | PT_SVREID, MV_FLAG, 0x00FDU, 0x0999U, 0xFFFFU}) {
    SPropValue value = of(type);
    value.Value.MVl.cValues = 1;
    EXPECT_EQ(code_of(read_value(value)), Code::invalid_argument) << std::hex << type;
  }
}

TEST_F(ValuesTest, without_what_they_point_to_are_refused) {
  for (const ULONG type : {PT_UNICODE, PT_STRING8, PT_CLSID}) {
    EXPECT_EQ(code_of(read_value(of(type))), Code::invalid_argument) << type;
  }
  SPropValue bytes = of(PT_BINARY);
  bytes.Value.bin.cb = 4;
  EXPECT_EQ(code_of(read_value(bytes)), Code::invalid_argument);
  for (const Property& property : every_type()) {
    if (!property.tag.is_multi_valued()) continue;
    SPropValue none = of(property.tag.raw_type());
    EXPECT_EQ(code_of(read_value(none)), Code::invalid_argument);
    none.Value.MVl.cValues = 3;
    EXPECT_EQ(code_of(read_value(none)), Code::invalid_argument);
  }
}

TEST_F(ValuesTest, with_a_part_missing_among_several_are_refused) {
  LPSTR texts[] = {nullptr};
  SPropValue value = of(PT_MV_STRING8);
  value.Value.MVszA = {1, texts};
  EXPECT_EQ(code_of(read_value(value)), Code::invalid_argument);
  SBinary binaries[] = {{1, nullptr}};
  value = of(PT_MV_BINARY);
  value.Value.MVbin = {1, binaries};
  EXPECT_EQ(code_of(read_value(value)), Code::invalid_argument);
}

TEST_F(ValuesTest, may_be_unaligned_when_they_are_bytes) {
  BYTE bytes[] = {9, 1, 2, 3};
  SPropValue value = of(PT_BINARY);
  value.Value.bin = {3, bytes + 1};
  EXPECT_EQ(must(read_value(value)).value, Value(Bytes{1, 2, 3}));
}

TEST_F(ValuesTest, are_no_more_than_the_limits_say) {
  std::vector<SHORT> numbers(kMaxValues + 1);
  SPropValue many = of(PT_MV_I2);
  many.Value.MVi = {kMaxValues, numbers.data()};
  EXPECT_EQ(code_of(read_value(many)), std::nullopt);
  ++many.Value.MVi.cValues;
  EXPECT_EQ(code_of(read_value(many)), Code::too_big);

  Bytes long_bytes(kMaxBinary + 1);
  SPropValue binary = of(PT_BINARY);
  binary.Value.bin = {kMaxBinary, long_bytes.data()};
  EXPECT_EQ(code_of(read_value(binary)), std::nullopt);
  ++binary.Value.bin.cb;
  EXPECT_EQ(code_of(read_value(binary)), Code::too_big);
}

TEST_F(ValuesTest, of_one_property_may_not_be_long_together) {
  Bytes half(kMaxBinary / 2 + 1);
  SBinary twice[] = {{static_cast<ULONG>(half.size()), half.data()},
                     {static_cast<ULONG>(half.size()), half.data()}};
  SPropValue value = of(PT_MV_BINARY);
  value.Value.MVbin = {1, twice};
  EXPECT_EQ(code_of(read_value(value)), std::nullopt);
  value.Value.MVbin.cValues = 2;
  EXPECT_EQ(code_of(read_value(value)), Code::too_big);
}

TEST_F(ValuesTest, keep_their_flags_in_another_width) {
  EXPECT_EQ(in_width(PropertyTag(0x6600301F), Width::narrow), PropertyTag(0x6600301E));
  EXPECT_EQ(in_width(PropertyTag(0x6600001E), Width::wide), PropertyTag(0x6600001F));
  EXPECT_EQ(in_width(PropertyTag(0x66000102), Width::narrow), PropertyTag(0x66000102));
}

}  // namespace
}  // namespace postroom::mapi
