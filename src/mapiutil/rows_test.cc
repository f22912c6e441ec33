#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

namespace postroom::mapiutil {
namespace {

// The address sanitizer looks for what is not freed, or freed twice.
template <class List>
List* list_of_two(ULONG bytes) {
  void* list = nullptr;
  EXPECT_EQ(MAPIAllocateBuffer(bytes, &list), S_OK);
  return static_cast<List*>(list);
}

LPSPropValue values_with_a_part() {
  void* values = nullptr;
  void* part = nullptr;
  EXPECT_EQ(MAPIAllocateBuffer(sizeof(SPropValue), &values), S_OK);
  EXPECT_EQ(MAPIAllocateMore(100, values, &part), S_OK);
  return static_cast<LPSPropValue>(values);
}

TEST(Rows, are_freed_one_by_one_with_their_set) {
  auto* set = list_of_two<SRowSet>(CbNewSRowSet(2));
  set->cRows = 2;
  LPSRow rows = set->aRow;
  rows[0] = {0, 1, values_with_a_part()};
  rows[1] = {0, 0, nullptr};
  FreeProws(set);
}

TEST(Rows, of_address_lists_are_freed_one_by_one_with_their_list) {
  auto* list = list_of_two<ADRLIST>(CbNewADRLIST(2));
  list->cEntries = 2;
  LPADRENTRY entries = list->aEntries;
  entries[0] = {0, 0, nullptr};
  entries[1] = {0, 1, values_with_a_part()};
  FreePadrlist(list);
}

TEST(Rows, that_are_null_are_freed_by_doing_nothing) {
  FreeProws(nullptr);
  FreePadrlist(nullptr);
}

}  // namespace
}  // namespace postroom::mapiutil
