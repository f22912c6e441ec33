#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <cstring>
#include <vector>

#include "mapiutil/limits.h"
#include "mapiutil/testing/every_type.h"

namespace postroom::mapiutil {
namespace {

// Room for a copy, exactly as large as was counted: the address sanitizer guards its ends.
LPSPropValue room(ULONG bytes) {
  void* block = nullptr;
  EXPECT_EQ(MAPIAllocateBuffer(bytes, &block), S_OK);
  return static_cast<LPSPropValue>(block);
}

SPropValue long_value(ULONG tag) {
  SPropValue value = {};
  value.ulPropTag = tag;
  return value;
}

SCODE count(SPropValue value) { return ScCountProps(1, &value, nullptr); }

void expect_same(LPSPropValue copies, EveryType& values) {
  for (int i = 0; i < values.count(); ++i) EXPECT_TRUE(same(copies[i], values.data()[i])) << i;
}

TEST(PropertyArrays, of_every_type_are_counted_and_copied_into_one_block) {
  EveryType values;
  ULONG counted = 0;
  ASSERT_EQ(ScCountProps(values.count(), values.data(), &counted), S_OK);
  LPSPropValue copies = room(counted);
  ULONG copied = 0;
  ASSERT_EQ(ScCopyProps(values.count(), values.data(), copies, &copied), S_OK);
  EXPECT_EQ(copied, counted);
  expect_same(copies, values);
  MAPIFreeBuffer(copies);
}

TEST(PropertyArrays, that_are_copied_do_not_lean_on_their_original) {
  LPSPropValue copies = nullptr;
  {
    EveryType values;
    ASSERT_EQ(ScDupPropset(values.count(), values.data(), MAPIAllocateBuffer, &copies), S_OK);
  }
  EveryType values;
  expect_same(copies, values);
  MAPIFreeBuffer(copies);
}

TEST(PropertyArrays, are_relocated_after_their_block_was_copied) {
  EveryType values;
  ULONG bytes = 0;
  ASSERT_EQ(ScCountProps(values.count(), values.data(), &bytes), S_OK);
  LPSPropValue before = room(bytes);
  ASSERT_EQ(ScCopyProps(values.count(), values.data(), before, nullptr), S_OK);
  LPSPropValue after = room(bytes);
  std::memcpy(static_cast<void*>(after), before, bytes);
  ULONG relocated = 0;
  EXPECT_EQ(ScRelocProps(values.count(), after, before, after, &relocated), S_OK);
  EXPECT_EQ(relocated, bytes);
  MAPIFreeBuffer(before);
  expect_same(after, values);
  MAPIFreeBuffer(after);
}

TEST(PropertyArrays, survive_the_way_through_a_file_by_a_standard_base) {
  EveryType values;
  ULONG bytes = 0;
  ASSERT_EQ(ScCountProps(values.count(), values.data(), &bytes), S_OK);
  LPSPropValue written = room(bytes);
  ASSERT_EQ(ScCopyProps(values.count(), values.data(), written, nullptr), S_OK);
  ASSERT_EQ(ScRelocProps(values.count(), written, written, nullptr, nullptr), S_OK);
  const std::vector<char> file(reinterpret_cast<char*>(written), reinterpret_cast<char*>(written) + bytes);
  MAPIFreeBuffer(written);
  LPSPropValue read = room(bytes);
  std::memcpy(static_cast<void*>(read), file.data(), bytes);
  ASSERT_EQ(ScRelocProps(values.count(), read, nullptr, read, nullptr), S_OK);
  expect_same(read, values);
  MAPIFreeBuffer(read);
}

TEST(PropertyArrays, are_relocated_as_a_whole_or_not_at_all) {
  EveryType values;
  ULONG bytes = 0;
  ASSERT_EQ(ScCountProps(values.count(), values.data(), &bytes), S_OK);
  LPSPropValue copies = room(bytes);
  ASSERT_EQ(ScCopyProps(values.count(), values.data(), copies, nullptr), S_OK);
  const std::vector<char> before(reinterpret_cast<char*>(copies), reinterpret_cast<char*>(copies) + bytes);
  auto* base = reinterpret_cast<char*>(copies);
  copies[values.count() - 1].Value.MVbin.lpbin = nullptr;  // the last one leads out of the block
  EXPECT_EQ(ScRelocProps(values.count(), copies, base, base + 4096, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(
      std::memcmp(copies, before.data(), sizeof(SPropValue) * static_cast<std::size_t>(values.count() - 1)),
      0);
  MAPIFreeBuffer(copies);
}

TEST(PropertyArrays, of_no_properties_take_no_bytes) {
  ULONG bytes = 1;
  EXPECT_EQ(ScCountProps(0, nullptr, &bytes), S_OK);
  EXPECT_EQ(bytes, 0u);
  LPSPropValue copies = nullptr;
  EXPECT_EQ(ScDupPropset(0, nullptr, MAPIAllocateBuffer, &copies), S_OK);
  MAPIFreeBuffer(copies);
}

TEST(PropertyArrays, with_counts_that_cannot_be_are_refused) {
  EveryType values;
  ULONG bytes = 7;
  EXPECT_EQ(ScCountProps(-1, values.data(), &bytes), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCountProps(kMaxProperties + 1, values.data(), &bytes), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCountProps(1, nullptr, &bytes), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScRelocProps(-1, values.data(), nullptr, nullptr, &bytes), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScRelocProps(1, nullptr, nullptr, nullptr, &bytes), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(bytes, 7u);
  std::vector<SPropValue> most(kMaxProperties, long_value(PROP_TAG(PT_LONG, 0x6600)));
  EXPECT_EQ(ScCountProps(kMaxProperties, most.data(), &bytes), S_OK);
  EXPECT_EQ(bytes, kMaxProperties * sizeof(SPropValue));
}

TEST(PropertyArrays, need_somewhere_to_go) {
  EveryType values;
  SPropValue room_for_two[2] = {};
  EXPECT_EQ(ScCopyProps(1, values.data(), nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCopyProps(1, values.data(), reinterpret_cast<char*>(room_for_two) + 1, nullptr),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScDupPropset(1, values.data(), nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScDupPropset(1, values.data(), MAPIAllocateBuffer, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyArrays, with_properties_that_are_none_are_refused) {
  EXPECT_EQ(count(long_value(PROP_TAG(PT_LONG, PROP_ID_NULL))), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(long_value(PROP_TAG(PT_LONG, PROP_ID_INVALID))), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(long_value(PROP_TAG(PT_UNSPECIFIED, 0x6600))), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(long_value(PROP_TAG(0x0999, 0x6600))), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(long_value(PROP_TAG(PT_MV_BINARY | 0x8000, 0x6600))), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyArrays, with_null_pointers_or_no_values_are_refused) {
  for (const ULONG type : {PT_STRING8, PT_UNICODE, PT_CLSID, PT_MV_LONG, PT_MV_STRING8, PT_MV_BINARY})
    EXPECT_EQ(count(long_value(PROP_TAG(type, 0x6600))), MAPI_E_INVALID_PARAMETER) << type;
  SPropValue binary = long_value(PROP_TAG(PT_BINARY, 0x6600));
  EXPECT_EQ(count(binary), S_OK);
  binary.Value.bin.cb = 1;
  EXPECT_EQ(count(binary), MAPI_E_INVALID_PARAMETER);
  LPSTR texts[] = {nullptr};
  SPropValue text = long_value(PROP_TAG(PT_MV_STRING8, 0x6600));
  text.Value.MVszA = {1, texts};
  EXPECT_EQ(count(text), MAPI_E_INVALID_PARAMETER);
  text.Value.MVszA.cValues = 0;
  EXPECT_EQ(count(text), MAPI_E_INVALID_PARAMETER);
}

TEST(PropertyArrays, may_have_so_many_values_and_no_more) {
  std::vector<LONG> numbers(kMaxValues);
  SPropValue many = long_value(PROP_TAG(PT_MV_LONG, 0x6600));
  many.Value.MVl = {kMaxValues, numbers.data()};
  EXPECT_EQ(count(many), S_OK);
  for (const ULONG values : {kMaxValues + 1, 0x80000001u, 0xFFFFFFFFu}) {
    many.Value.MVl.cValues = values;
    EXPECT_EQ(count(many), MAPI_E_INVALID_PARAMETER);
  }
}

TEST(PropertyArrays, are_no_larger_than_a_buffer_may_be) {
  BYTE byte = 0;
  SPropValue binaries[5] = {};  // each as large as may be; nobody reads what is only counted
  for (SPropValue& value : binaries) {
    value.ulPropTag = PROP_TAG(PT_BINARY, 0x6600);
    value.Value.bin = {0x40000000 - sizeof(SPropValue), &byte};
  }
  ULONG bytes = 0;
  EXPECT_EQ(ScCountProps(1, binaries, &bytes), S_OK);
  EXPECT_EQ(bytes, kMaxBufferBytes);
  ++binaries[0].Value.bin.cb;
  EXPECT_EQ(ScCountProps(1, binaries, &bytes), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(ScCountProps(5, binaries, &bytes), MAPI_E_NOT_ENOUGH_MEMORY);
  binaries[0].Value.bin.cb = 0xFFFFFFFF;
  EXPECT_EQ(ScCountProps(1, binaries, &bytes), MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST(PropertyArrays, write_nothing_when_they_cannot_be_copied) {
  EveryType values;
  values.data()[values.count() - 1].Value.MVbin.cValues = 0;
  std::vector<SPropValue> untouched(1000, long_value(1));
  const std::vector<SPropValue> before = untouched;
  EXPECT_EQ(ScCopyProps(values.count(), values.data(), untouched.data(), nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(std::memcmp(untouched.data(), before.data(), before.size() * sizeof(SPropValue)), 0);
}

TEST(PropertyArrays, copy_the_single_instances_of_multivalued_columns) {
  char text[] = "one";
  SPropValue instance = long_value(PROP_TAG(PT_STRING8 | MVI_FLAG, 0x6600));
  instance.Value.lpszA = text;
  LPSPropValue copy = nullptr;
  ASSERT_EQ(ScDupPropset(1, &instance, MAPIAllocateBuffer, &copy), S_OK);
  EXPECT_STREQ(copy->Value.lpszA, "one");
  EXPECT_NE(copy->Value.lpszA, text);
  MAPIFreeBuffer(copy);
}

TEST(PropertyArrays, take_multivalues_from_any_address) {
  EveryType values;
  char shifted[1 + sizeof(SBinary) * 3];
  SPropValue& binaries = values.of(PT_MV_BINARY);
  std::memcpy(shifted + 1, binaries.Value.MVbin.lpbin, sizeof(SBinary) * 3);
  SPropValue moved = binaries;
  moved.Value.MVbin.lpbin = reinterpret_cast<SBinary*>(shifted + 1);
  LPSPropValue copy = nullptr;
  ASSERT_EQ(ScDupPropset(1, &moved, MAPIAllocateBuffer, &copy), S_OK);
  EXPECT_TRUE(same(*copy, binaries));
  MAPIFreeBuffer(copy);
}

SCODE no_memory(ULONG, LPVOID* buffer) {
  *buffer = nullptr;
  return MAPI_E_NOT_ENOUGH_MEMORY;
}

TEST(PropertyArrays, tell_that_there_is_no_memory) {
  EveryType values;
  LPSPropValue copy = values.data();
  EXPECT_EQ(ScDupPropset(1, values.data(), no_memory, &copy), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(copy, nullptr);
}

}  // namespace
}  // namespace postroom::mapiutil
