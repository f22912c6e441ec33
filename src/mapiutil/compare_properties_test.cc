#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <limits>

#include "mapiutil/testing/every_type.h"

namespace postroom::mapiutil {
namespace {

bool compare(SPropValue& a, ULONG relation, SPropValue& b) {
  return FPropCompareProp(&a, relation, &b) != FALSE;
}

bool has_order(ULONG type) { return type != PT_BOOLEAN && type != PT_ERROR; }

TEST(CompareProperties, finds_values_of_every_type_equal_to_themselves) {
  EveryType a, b;
  for (int i = 0; i < a.count(); ++i) {
    EXPECT_EQ(LPropCompareProp(&a.data()[i], &b.data()[i]), 0) << i;
    for (const ULONG relation : {RELOP_EQ, RELOP_LE, RELOP_GE})
      EXPECT_TRUE(compare(a.data()[i], relation, b.data()[i]));
    for (const ULONG relation : {RELOP_NE, RELOP_LT, RELOP_GT})
      EXPECT_FALSE(compare(a.data()[i], relation, b.data()[i]));
  }
}

TEST(CompareProperties, orders_values_of_every_type_that_has_an_order) {
  EveryType less(1), greater(2);
  for (int i = 0; i < less.count(); ++i) {
    SPropValue& a = less.data()[i];
    SPropValue& b = greater.data()[i];
    if (!has_order(PROP_TYPE(a.ulPropTag))) continue;
    EXPECT_LT(LPropCompareProp(&a, &b), 0) << i;
    EXPECT_GT(LPropCompareProp(&b, &a), 0) << i;
    EXPECT_TRUE(compare(a, RELOP_LT, b) && compare(a, RELOP_LE, b) && compare(a, RELOP_NE, b)) << i;
    EXPECT_TRUE(compare(b, RELOP_GT, a) && compare(b, RELOP_GE, a) && !compare(a, RELOP_EQ, b)) << i;
  }
}

SPropValue integer(ULONG type, LONG number) {
  SPropValue value = {};
  value.ulPropTag = PROP_TAG(type, 0x6600);
  value.Value.l = number;
  return value;
}

TEST(CompareProperties, knows_booleans_by_whether_they_are_true) {
  SPropValue yes = integer(PT_BOOLEAN, 1), also = integer(PT_BOOLEAN, 0xFFFF), no = integer(PT_BOOLEAN, 0);
  EXPECT_TRUE(compare(yes, RELOP_EQ, also));
  EXPECT_TRUE(compare(yes, RELOP_NE, no));
}

TEST(CompareProperties, of_different_properties_compares_their_values) {
  SPropValue a = integer(PT_LONG, 1), b = integer(PT_LONG, 1);
  b.ulPropTag = PROP_TAG(PT_LONG, 0x6700);
  EXPECT_TRUE(compare(a, RELOP_EQ, b));
}

TEST(CompareProperties, of_different_types_holds_no_relation) {
  SPropValue a = integer(PT_LONG, 1), b = integer(PT_I2, 1);
  for (ULONG relation = RELOP_LT; relation <= RELOP_RE; ++relation) EXPECT_FALSE(compare(a, relation, b));
  EXPECT_NE(LPropCompareProp(&a, &b), 0);
  EXPECT_EQ(LPropCompareProp(&a, &b) > 0, LPropCompareProp(&b, &a) < 0);
}

TEST(CompareProperties, holds_no_relation_that_nobody_knows) {
  SPropValue a = integer(PT_LONG, 1);
  for (const ULONG relation : {RELOP_RE, 7u, 100u, 0xFFFFFFFFu}) EXPECT_FALSE(compare(a, relation, a));
}

SPropValue binary(BYTE* bytes, ULONG count) {
  SPropValue value = integer(PT_BINARY, 0);
  value.Value.bin = {count, bytes};
  return value;
}

TEST(CompareProperties, puts_what_a_binary_begins_with_before_it) {
  BYTE bytes[] = {1, 2, 0};
  SPropValue none = binary(nullptr, 0), shorter = binary(bytes, 2), longer = binary(bytes, 3);
  BYTE large[] = {0xFF};
  SPropValue greatest = binary(large, 1);
  EXPECT_TRUE(compare(none, RELOP_LT, shorter));
  EXPECT_TRUE(compare(shorter, RELOP_LT, longer));
  EXPECT_TRUE(compare(longer, RELOP_LT, greatest));
}

TEST(CompareProperties, compares_multivalues_as_tuples) {
  LONG first[] = {1, 2, 3};
  LONG second[] = {1, 3};
  SPropValue a = integer(PT_MV_LONG, 0), b = integer(PT_MV_LONG, 0), beginning = integer(PT_MV_LONG, 0);
  a.Value.MVl = {3, first};
  beginning.Value.MVl = {2, first};
  b.Value.MVl = {2, second};
  EXPECT_TRUE(compare(a, RELOP_LT, b));
  EXPECT_TRUE(compare(beginning, RELOP_LT, a));
}

TEST(CompareProperties, gives_numbers_that_are_none_a_place) {
  SPropValue none = integer(PT_DOUBLE, 0), number = integer(PT_DOUBLE, 0);
  none.Value.dbl = std::numeric_limits<double>::quiet_NaN();
  number.Value.dbl = 1;
  EXPECT_TRUE(compare(none, RELOP_EQ, none));
  EXPECT_NE(LPropCompareProp(&none, &number), 0);
  EXPECT_EQ(LPropCompareProp(&none, &number) > 0, LPropCompareProp(&number, &none) < 0);
}

TEST(CompareProperties, knows_no_relation_of_values_that_are_broken_or_missing) {
  SPropValue text = integer(PT_STRING8, 0), unknown = integer(0x0777, 1), whole = integer(PT_LONG, 1);
  EXPECT_FALSE(compare(text, RELOP_EQ, text));
  EXPECT_FALSE(compare(unknown, RELOP_EQ, unknown));
  EXPECT_FALSE(FPropCompareProp(nullptr, RELOP_EQ, &whole));
  EXPECT_FALSE(FPropCompareProp(&whole, RELOP_EQ, nullptr));
  EXPECT_LT(LPropCompareProp(&text, &whole), 0);
  EXPECT_GT(LPropCompareProp(&whole, nullptr), 0);
  EXPECT_EQ(LPropCompareProp(nullptr, &text), 0);
}

TEST(CompareProperties, of_properties_without_a_value_finds_them_equal) {
  SPropValue nothing = integer(PT_NULL, 1), also = integer(PT_NULL, 2);
  EXPECT_EQ(LPropCompareProp(&nothing, &also), 0);
}

}  // namespace
}  // namespace postroom::mapiutil
