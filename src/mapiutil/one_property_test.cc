#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include "mapiutil/testing/property_object.h"

namespace postroom::mapiutil {
namespace {

constexpr ULONG kNumber = PROP_TAG(PT_LONG, 0x6600);

// Answers GetProps with what a test says, and SetProps with a problem or none.
class Answering final : public PropertyObject {
 public:
  HRESULT result = S_OK;
  SPropValue answer = {};
  ULONG count = 1;
  bool gives_null = false;
  HRESULT set_result = S_OK;
  SCODE problem = S_OK;
  ULONG asked_for = 0;
  LONG set = 0;

  HRESULT GetProps(LPSPropTagArray lpPropTagArray, ULONG, ULONG* lpcValues,
                   LPSPropValue* lppPropArray) override {
    EXPECT_EQ(lpPropTagArray->cValues, 1u);
    asked_for = lpPropTagArray->aulPropTag[0];
    if (FAILED(result)) return result;
    *lpcValues = count;
    if (gives_null) return result;
    void* block = nullptr;
    EXPECT_EQ(MAPIAllocateBuffer(sizeof(SPropValue), &block), S_OK);
    *lppPropArray = static_cast<LPSPropValue>(block);
    **lppPropArray = answer;
    return result;
  }

  HRESULT SetProps(ULONG cValues, LPSPropValue lpPropArray, LPSPropProblemArray* lppProblems) override {
    EXPECT_EQ(cValues, 1u);
    set = lpPropArray->Value.l;
    if (problem != S_OK) *lppProblems = one_problem(0, lpPropArray->ulPropTag, problem);
    return set_result;
  }
};

SPropValue number(LONG value) {
  SPropValue property = {};
  property.ulPropTag = kNumber;
  property.Value.l = value;
  return property;
}

SPropValue error(SCODE code) {
  SPropValue property = number(code);
  property.ulPropTag = CHANGE_PROP_TYPE(kNumber, PT_ERROR);
  return property;
}

HRESULT get(Answering& object, ULONG tag) {
  SPropValue elsewhere = {};
  LPSPropValue value = &elsewhere;
  const HRESULT result = HrGetOneProp(&object, tag, &value);
  EXPECT_EQ(value, nullptr);
  return result;
}

TEST(OneProperty, is_got_as_it_is) {
  Answering object;
  object.answer = number(42);
  LPSPropValue value = nullptr;
  ASSERT_EQ(HrGetOneProp(&object, kNumber, &value), S_OK);
  EXPECT_EQ(object.asked_for, kNumber);
  EXPECT_EQ(value->Value.l, 42);
  MAPIFreeBuffer(value);
  ASSERT_EQ(HrGetOneProp(&object, CHANGE_PROP_TYPE(kNumber, PT_UNSPECIFIED), &value), S_OK);
  MAPIFreeBuffer(value);
}

TEST(OneProperty, that_is_missing_is_an_error_and_not_a_warning) {
  Answering object;
  object.result = MAPI_W_ERRORS_RETURNED;
  object.answer = error(MAPI_E_NOT_FOUND);
  EXPECT_EQ(get(object, kNumber), MAPI_E_NOT_FOUND);
  object.answer = error(MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(get(object, kNumber), MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST(OneProperty, is_no_success_because_an_object_says_so) {
  Answering object;
  object.answer = error(S_OK);
  EXPECT_EQ(get(object, kNumber), MAPI_E_CALL_FAILED);
  object.answer = number(1);
  object.count = 0;
  EXPECT_EQ(get(object, kNumber), MAPI_E_CALL_FAILED);
  object.count = 2;
  EXPECT_EQ(get(object, kNumber), MAPI_E_CALL_FAILED);
  object.count = 1;
  EXPECT_EQ(get(object, CHANGE_PROP_TYPE(kNumber, PT_UNICODE)), MAPI_E_UNEXPECTED_TYPE);
  object.gives_null = true;
  EXPECT_EQ(get(object, kNumber), MAPI_E_CALL_FAILED);
}

TEST(OneProperty, of_an_object_that_fails_fails) {
  Answering object;
  object.result = MAPI_E_NO_ACCESS;
  EXPECT_EQ(get(object, kNumber), MAPI_E_NO_ACCESS);
  LPSPropValue value = nullptr;
  EXPECT_EQ(HrGetOneProp(nullptr, kNumber, &value), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(HrGetOneProp(&object, kNumber, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST(OneProperty, is_set) {
  Answering object;
  SPropValue value = number(7);
  EXPECT_EQ(HrSetOneProp(&object, &value), S_OK);
  EXPECT_EQ(object.set, 7);
}

TEST(OneProperty, that_is_not_set_is_an_error_and_not_a_problem) {
  Answering object;
  SPropValue value = number(7);
  object.problem = MAPI_E_COMPUTED;
  EXPECT_EQ(HrSetOneProp(&object, &value), MAPI_E_COMPUTED);
  object.problem = MAPI_W_ERRORS_RETURNED;
  EXPECT_EQ(HrSetOneProp(&object, &value), MAPI_E_CALL_FAILED);
  object.problem = S_OK;
  object.set_result = MAPI_E_NO_ACCESS;
  EXPECT_EQ(HrSetOneProp(&object, &value), MAPI_E_NO_ACCESS);
  EXPECT_EQ(HrSetOneProp(nullptr, &value), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(HrSetOneProp(&object, nullptr), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapiutil
