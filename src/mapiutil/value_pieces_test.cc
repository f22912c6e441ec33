#include "mapiutil/value_pieces.h"

#include <gtest/gtest.h>

#include "mapiutil/testing/every_type.h"

namespace postroom::mapiutil {
namespace {

TEST(ValuePieces, hang_together_in_values_of_every_type) {
  EveryType values;
  EveryType others(1);
  EXPECT_EQ(values.count(), 26);
  for (int i = 0; i < values.count(); ++i) {
    EXPECT_TRUE(is_whole(values.data()[i])) << i;
    EXPECT_TRUE(same(values.data()[i], values.data()[i])) << i;
    EXPECT_FALSE(same(values.data()[i], others.data()[i])) << i;
  }
}

TEST(ValuePieces, of_single_instances_are_those_of_one_value) {
  EXPECT_EQ(held_type(PROP_TAG(PT_LONG | MVI_FLAG, 0x6600)), ULONG{PT_LONG});
  EXPECT_EQ(held_type(PROP_TAG(PT_MV_LONG, 0x6600)), ULONG{PT_MV_LONG});
}

}  // namespace
}  // namespace postroom::mapiutil
