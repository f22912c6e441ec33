#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include "mapiutil/testing/new_property_data.h"

namespace postroom::mapiutil {
namespace {

SCODE create(LPCIID iid, LPPROPDATA* object) {
  return CreateIProp(iid, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, nullptr, object);
}

TEST(CreatingPropertyData, gives_one_reference_to_an_object_with_its_interfaces) {
  for (const LPCIID iid : {LPCIID{nullptr}, &IID_IMAPIPropData}) {
    LPPROPDATA object = nullptr;
    ASSERT_EQ(create(iid, &object), S_OK);
    for (const IID& known : {IID_IUnknown, IID_IMAPIProp, IID_IMAPIPropData}) {
      void* same = nullptr;
      ASSERT_EQ(object->QueryInterface(known, &same), S_OK);
      EXPECT_EQ(same, object);
      EXPECT_EQ(object->Release(), 1u);
    }
    void* none = object;
    EXPECT_EQ(object->QueryInterface(IID_IMessage, &none), MAPI_E_INTERFACE_NOT_SUPPORTED);
    EXPECT_EQ(none, nullptr);
    EXPECT_EQ(object->QueryInterface(IID_IUnknown, nullptr), MAPI_E_INVALID_PARAMETER);
    EXPECT_EQ(object->Release(), 0u);  // the address sanitizer looks for what is left
  }
}

TEST(CreatingPropertyData, needs_routines_for_memory_and_an_interface_that_it_has) {
  LPPROPDATA object = nullptr;
  EXPECT_EQ(create(&IID_IMAPIProp, &object), MAPI_E_INTERFACE_NOT_SUPPORTED);
  EXPECT_EQ(create(nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(CreateIProp(nullptr, nullptr, MAPIAllocateMore, MAPIFreeBuffer, nullptr, &object),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(CreateIProp(nullptr, MAPIAllocateBuffer, nullptr, MAPIFreeBuffer, nullptr, &object),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(CreateIProp(nullptr, MAPIAllocateBuffer, MAPIAllocateMore, nullptr, nullptr, &object),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(CreateIProp(nullptr, MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer, &object, &object),
            MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(object, nullptr);
}

SCODE no_buffer(ULONG, LPVOID* buffer) {
  *buffer = nullptr;
  return MAPI_E_NOT_ENOUGH_MEMORY;
}

SCODE no_more(ULONG, LPVOID, LPVOID* buffer) {
  *buffer = nullptr;
  return MAPI_E_NOT_ENOUGH_MEMORY;
}

OwnedPropertyData with_memory(ALLOCATEBUFFER* allocate, ALLOCATEMORE* more) {
  LPPROPDATA object = nullptr;
  EXPECT_EQ(CreateIProp(nullptr, allocate, more, MAPIFreeBuffer, nullptr, &object), S_OK);
  return OwnedPropertyData(object);
}

TEST(CreatingPropertyData, uses_the_routines_that_it_was_given) {
  const auto object = with_memory(no_buffer, MAPIAllocateMore);
  set(*object, narrow_text(PROP_TAG(PT_STRING8, 0x6600), "text"));
  LPSPropTagArray tags = nullptr;
  ULONG* flags = nullptr;
  EXPECT_EQ(get_all(*object, 0).result, MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(object->GetPropList(0, &tags), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(object->HrGetPropAccess(&tags, &flags), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(set(*object, number(PROP_TAG(0x0777, 0x6600), 1)).result, MAPI_E_NOT_ENOUGH_MEMORY);
}

TEST(CreatingPropertyData, answers_as_much_as_there_is_memory_for) {
  const auto object = with_memory(MAPIAllocateBuffer, no_more);
  set(*object, narrow_text(PROP_TAG(PT_STRING8, 0x6600), "text"));
  set(*object, number(PROP_TAG(PT_LONG, 0x6601), 1));
  const Got got = get_all(*object, 0);
  EXPECT_EQ(got.result, MAPI_W_ERRORS_RETURNED);
  EXPECT_EQ(got[0].ulPropTag, PROP_TAG(PT_ERROR, 0x6600));
  EXPECT_EQ(got[0].Value.err, MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(got[1].Value.l, 1);
}

}  // namespace
}  // namespace postroom::mapiutil
