#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

namespace postroom::mapiutil {
namespace {

TEST(Start, may_be_called_as_often_as_anyone_likes) {
  EXPECT_EQ(ScInitMapiUtil(0), S_OK);
  EXPECT_EQ(ScInitMapiUtil(0), S_OK);
  DeinitMapiUtil();
  DeinitMapiUtil();
  DeinitMapiUtil();
}

TEST(Start, knows_no_flags) { EXPECT_EQ(ScInitMapiUtil(1), MAPI_E_UNKNOWN_FLAGS); }

}  // namespace
}  // namespace postroom::mapiutil
