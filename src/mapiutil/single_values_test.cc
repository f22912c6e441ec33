#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <map>

#include "mapiutil/limits.h"
#include "mapiutil/testing/every_type.h"

namespace postroom::mapiutil {
namespace {

TEST(SingleValues, of_every_type_are_copied_into_linked_buffers) {
  EveryType values;
  void* object = nullptr;
  ASSERT_EQ(MAPIAllocateBuffer(8, &object), S_OK);
  for (int i = 0; i < values.count(); ++i) {
    SPropValue copy = {};
    ASSERT_EQ(PropCopyMore(&copy, &values.data()[i], MAPIAllocateMore, object), S_OK) << i;
    EXPECT_TRUE(same(copy, values.data()[i])) << i;
  }
  SPropValue copy = {};
  ASSERT_EQ(PropCopyMore(&copy, &values.of(PT_STRING8), MAPIAllocateMore, object), S_OK);
  EXPECT_NE(copy.Value.lpszA, values.of(PT_STRING8).Value.lpszA);
  MAPIFreeBuffer(object);
}

TEST(SingleValues, that_need_no_memory_ask_for_none) {
  EveryType values;
  const auto never = [](ULONG, LPVOID, LPVOID*) -> SCODE {
    ADD_FAILURE() << "asked for memory";
    return E_FAIL;
  };
  SPropValue copy = {};
  EXPECT_EQ(PropCopyMore(&copy, &values.of(PT_SYSTIME), never, nullptr), S_OK);
  SPropValue object = {};
  object.ulPropTag = PROP_TAG(PT_OBJECT, 0x6600);
  EXPECT_EQ(PropCopyMore(&copy, &object, never, nullptr), S_OK);
  EXPECT_EQ(copy.ulPropTag, object.ulPropTag);
}

TEST(SingleValues, leave_the_destination_alone_when_they_cannot_be_copied) {
  EveryType values;
  const auto none = [](ULONG, LPVOID, LPVOID*) -> SCODE { return MAPI_E_NOT_ENOUGH_MEMORY; };
  const auto lies = [](ULONG, LPVOID, LPVOID* buffer) -> SCODE {
    *buffer = nullptr;
    return S_OK;
  };
  SPropValue copy = {};
  copy.ulPropTag = 42;
  EXPECT_EQ(PropCopyMore(&copy, &values.of(PT_MV_UNICODE), none, nullptr), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(PropCopyMore(&copy, &values.of(PT_MV_UNICODE), lies, nullptr), MAPI_E_NOT_ENOUGH_MEMORY);
  SPropValue unknown = {};
  unknown.ulPropTag = PROP_TAG(0x0777, 0x6600);
  EXPECT_EQ(PropCopyMore(&copy, &unknown, MAPIAllocateMore, nullptr), MAPI_E_NO_SUPPORT);
  values.of(PT_MV_BINARY).Value.MVbin.cValues = 0;
  EXPECT_EQ(PropCopyMore(&copy, &values.of(PT_MV_BINARY), MAPIAllocateMore, nullptr),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(copy.ulPropTag, 42u);
}

TEST(SingleValues, that_are_too_large_are_refused_before_anything_is_read) {
  BYTE byte = 0;
  SPropValue copy = {};
  SPropValue large = {};
  large.ulPropTag = PROP_TAG(PT_BINARY, 0x6600);
  large.Value.bin = {static_cast<ULONG>(kMaxBufferBytes) + 1, &byte};
  EXPECT_EQ(PropCopyMore(&copy, &large, MAPIAllocateMore, nullptr), MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST(SingleValues, are_not_copied_from_or_to_nowhere) {
  SPropValue value = {};
  EXPECT_EQ(PropCopyMore(nullptr, &value, MAPIAllocateMore, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(PropCopyMore(&value, nullptr, MAPIAllocateMore, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(PropCopyMore(&value, &value, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST(SingleValues, have_the_size_of_the_value_without_what_leads_to_it) {
  EveryType values;
  const std::map<ULONG, ULONG> sizes = {
      {PT_I2, 2},          {PT_LONG, 4},    {PT_R4, 4},         {PT_DOUBLE, 8},     {PT_CURRENCY, 8},
      {PT_APPTIME, 8},     {PT_ERROR, 4},   {PT_BOOLEAN, 2},    {PT_I8, 8},         {PT_SYSTIME, 8},
      {PT_CLSID, 16},      {PT_STRING8, 8}, {PT_UNICODE, 24},   {PT_BINARY, 3},     {PT_MV_I2, 4},
      {PT_MV_LONG, 12},    {PT_MV_R4, 8},   {PT_MV_DOUBLE, 16}, {PT_MV_APPTIME, 8}, {PT_MV_CURRENCY, 16},
      {PT_MV_SYSTIME, 16}, {PT_MV_I8, 16},  {PT_MV_CLSID, 32},  {PT_MV_STRING8, 9}, {PT_MV_UNICODE, 32},
      {PT_MV_BINARY, 10}};
  for (const auto& [type, size] : sizes) EXPECT_EQ(UlPropSize(&values.of(type)), size) << type;
}

TEST(SingleValues, that_are_none_have_no_size) {
  EXPECT_EQ(UlPropSize(nullptr), 0u);
  SPropValue value = {};
  for (const ULONG type :
       {ULONG{PT_NULL}, ULONG{PT_OBJECT}, ULONG{PT_STRING8}, ULONG{PT_MV_LONG}, ULONG{0x0777}}) {
    value.ulPropTag = PROP_TAG(type, 0x6600);
    EXPECT_EQ(UlPropSize(&value), 0u) << type;
  }
}

}  // namespace
}  // namespace postroom::mapiutil
