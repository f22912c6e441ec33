#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <vector>

#include "mapiutil/limits.h"
#include "mapiutil/testing/property_object.h"

namespace postroom::mapiutil {
namespace {

constexpr ULONG kNumber = PROP_TAG(PT_LONG, 0x6600);
constexpr ULONG kNarrow = PROP_TAG(PT_STRING8, 0x6601);
constexpr ULONG kWide = PROP_TAG(PT_UNICODE, 0x6601);

SPropValue tagged(ULONG tag) {
  SPropValue value = {};
  value.ulPropTag = tag;
  return value;
}

TEST(FindProperty, gives_the_first_that_has_the_tag) {
  SPropValue values[] = {tagged(kWide), tagged(kNumber), tagged(kNumber)};
  EXPECT_EQ(PpropFindProp(values, 3, kNumber), &values[1]);
  EXPECT_EQ(LpValFindProp(kNumber, 3, values), &values[1]);
  EXPECT_EQ(PpropFindProp(values, 1, kNumber), nullptr);
  EXPECT_EQ(PpropFindProp(values, 3, kNarrow), nullptr);
}

TEST(FindProperty, looks_for_the_identifier_alone_if_there_is_no_type) {
  SPropValue values[] = {tagged(kNumber), tagged(kWide)};
  EXPECT_EQ(PpropFindProp(values, 2, CHANGE_PROP_TYPE(kNarrow, PT_UNSPECIFIED)), &values[1]);
  EXPECT_EQ(LpValFindProp(CHANGE_PROP_TYPE(kNarrow, PT_UNSPECIFIED), 2, values), &values[1]);
}

TEST(FindProperty, finds_nothing_in_no_properties_or_in_more_than_there_can_be) {
  SPropValue value = tagged(kNumber);
  EXPECT_EQ(PpropFindProp(nullptr, 3, kNumber), nullptr);
  EXPECT_EQ(PpropFindProp(&value, 0, kNumber), nullptr);
  EXPECT_EQ(PpropFindProp(&value, kMaxProperties + 1, kNumber), nullptr);
  EXPECT_EQ(LpValFindProp(kNumber, 0xFFFFFFFF, &value), nullptr);
}

// An object that has a number and a text, and knows the widths of text that it is made with.
class Listing final : public PropertyObject {
 public:
  HRESULT narrow = S_OK;
  HRESULT wide = S_OK;

  HRESULT GetPropList(ULONG ulFlags, LPSPropTagArray* lppPropTagArray) override {
    const HRESULT result = ulFlags == MAPI_UNICODE ? wide : narrow;
    if (FAILED(result)) return result;
    void* block = nullptr;
    EXPECT_EQ(MAPIAllocateBuffer(static_cast<ULONG>(CbNewSPropTagArray(2)), &block), S_OK);
    auto* tags = static_cast<ULONG*>(block);
    tags[0] = 2;
    tags[1] = kNumber;
    tags[2] = ulFlags == MAPI_UNICODE ? kWide : kNarrow;
    *lppPropTagArray = static_cast<LPSPropTagArray>(block);
    return S_OK;
  }
};

TEST(FindProperty, asks_an_object_for_text_in_the_width_of_the_tag) {
  Listing object;
  EXPECT_TRUE(FPropExists(&object, kNumber));
  EXPECT_TRUE(FPropExists(&object, kNarrow));
  EXPECT_TRUE(FPropExists(&object, kWide));
  EXPECT_TRUE(FPropExists(&object, CHANGE_PROP_TYPE(kWide, PT_UNSPECIFIED)));
  EXPECT_FALSE(FPropExists(&object, PROP_TAG(PT_LONG, 0x6601)));
  EXPECT_FALSE(FPropExists(&object, PROP_TAG(PT_UNSPECIFIED, 0x6602)));
}

TEST(FindProperty, manages_with_an_object_that_knows_one_width_only) {
  Listing object;
  object.narrow = MAPI_E_BAD_CHARWIDTH;
  EXPECT_TRUE(FPropExists(&object, kNumber));
  EXPECT_TRUE(FPropExists(&object, kWide));
  EXPECT_FALSE(FPropExists(&object, kNarrow));
  object.wide = MAPI_E_BAD_CHARWIDTH;
  EXPECT_FALSE(FPropExists(&object, kNumber));
}

TEST(FindProperty, finds_nothing_in_an_object_that_fails_or_is_none) {
  PropertyObject* none = nullptr;
  EXPECT_FALSE(FPropExists(none, kNumber));
  Listing object;
  object.narrow = MAPI_E_NETWORK_ERROR;
  EXPECT_FALSE(FPropExists(&object, kNumber));
}

}  // namespace
}  // namespace postroom::mapiutil
