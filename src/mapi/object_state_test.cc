#include "mapi/object_state.h"

#include <gtest/gtest.h>

#include "mapi/testing/one_store.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

using postroom::testing::must;
using testing::Given;

class ObjectStateTest : public ::testing::Test {
 protected:
  HRESULT fail(Code code) {
    return state_.call([&]() -> Answer {
      return Error{code,
                   "Gr\xC3\xBC\xC3\x9F"
                   "e.",
                   "for the operator"};
    });
  }
  Given<MAPIERROR> last_error(HRESULT result, ULONG flags = 0) {
    LPMAPIERROR error = nullptr;
    EXPECT_EQ(state_.get_last_error(result, flags, &error), S_OK);
    return Given<MAPIERROR>(error);
  }

  testing::OneStore store_;
  const std::shared_ptr<StoreContext> context_ = store_.open();
  ObjectState state_{context_};
};

TEST_F(ObjectStateTest, has_no_error_to_tell_at_first) { EXPECT_EQ(last_error(MAPI_E_NO_ACCESS), nullptr); }

TEST_F(ObjectStateTest, tells_the_last_error_in_either_width) {
  EXPECT_EQ(fail(Code::disk_full), MAPI_E_NOT_ENOUGH_DISK);
  const auto narrow = last_error(MAPI_E_NOT_ENOUGH_DISK);
  ASSERT_NE(narrow, nullptr);
  EXPECT_EQ(narrow->ulVersion, MAPI_ERROR_VERSION);
  EXPECT_EQ(must(from_text(narrow->lpszError, Width::narrow)),
            "Gr\xC3\xBC\xC3\x9F"
            "e.");
  EXPECT_EQ(must(from_text(narrow->lpszComponent, Width::narrow)), "Postroom");
  EXPECT_NE(narrow->ulContext, 0U);
  const auto wide = last_error(MAPI_E_NOT_ENOUGH_DISK, MAPI_UNICODE);
  EXPECT_EQ(must(from_text(wide->lpszError, Width::wide)),
            "Gr\xC3\xBC\xC3\x9F"
            "e.");
  EXPECT_EQ(must(from_text(wide->lpszComponent, Width::wide)), "Postroom");
}

TEST_F(ObjectStateTest, tells_nothing_of_another_failure_than_the_one_asked_about) {
  fail(Code::disk_full);
  EXPECT_EQ(last_error(MAPI_E_NO_ACCESS), nullptr);
  EXPECT_EQ(last_error(S_OK), nullptr);
}

TEST_F(ObjectStateTest, remembers_an_error_while_other_calls_succeed) {
  fail(Code::too_big);
  EXPECT_EQ(state_.call([]() -> Answer { return S_OK; }), S_OK);
  EXPECT_NE(last_error(MAPI_E_TOO_BIG), nullptr);
}

TEST_F(ObjectStateTest, needs_somewhere_to_put_the_error) {
  EXPECT_EQ(state_.get_last_error(MAPI_E_NO_ACCESS, 0, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST_F(ObjectStateTest, is_invalid_after_it_was_closed_or_logged_off) {
  fail(Code::disk_full);
  LPMAPIERROR error = nullptr;
  ObjectState other(context_);
  other.close();
  EXPECT_EQ(other.get_last_error(MAPI_E_NOT_ENOUGH_DISK, 0, &error), MAPI_E_INVALID_OBJECT);
  context_->logoff();
  EXPECT_EQ(state_.get_last_error(MAPI_E_NOT_ENOUGH_DISK, 0, &error), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(error, nullptr);
}

TEST_F(ObjectStateTest, answers_for_memory_that_there_is_not) {
  EXPECT_EQ(state_.call([]() -> Answer { throw std::bad_alloc(); }), MAPI_E_NOT_ENOUGH_MEMORY);
}

}  // namespace
}  // namespace postroom::mapi
