// Rows 13 and 14: the flags of SaveChanges.
#include "mapi/rows/two_handles.h"

namespace mapi_host {
namespace {

TEST_F(RowTest, r013_a_save_that_keeps_it_open_for_reading_gives_the_entry_id) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "new"));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  EXPECT_EQ(stored(entry_id_of(*message), PR_SUBJECT_W), "new");
  EXPECT_NE(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
}

TEST_F(RowTest, r013_a_save_that_keeps_it_writable_can_be_followed_by_another_one) {
  const auto message = create_message(*ana().inbox());
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "later"));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_EQ(stored(entry_id_of(*message), PR_SUBJECT_W), "later");
}

TEST_F(RowTest, r013_a_handle_for_reading_cannot_be_saved_and_stays_open) {
  const std::string id = add("one");
  const auto message = ana().open_message(id, 0);
  for (const ULONG flags : {0U, KEEP_OPEN_READONLY, KEEP_OPEN_READWRITE, MAPI_DEFERRED_ERRORS}) {
    EXPECT_HR(MAPI_E_NO_ACCESS, message->SaveChanges(flags)) << flags;
  }
  EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "one");
}

TEST_F(RowTest, r013_after_a_save_without_flags_only_release_is_left) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "new"));
  EXPECT_HR(S_OK, message->SaveChanges(0));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*message, PR_SUBJECT_W, "more"));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, message->SaveChanges(0));
  EXPECT_EQ(subjects(*ana().inbox()), std::vector<std::string>{"new"});
}

TEST_F(RowTest, r013_a_forced_save_closes_or_keeps_open_as_its_other_bits_say) {
  const std::string id = add("one");
  const auto kept = ana().open_message(id), closed = ana().open_message(id);
  EXPECT_HR(S_OK, kept->SaveChanges(FORCE_SAVE | KEEP_OPEN_READWRITE));
  EXPECT_HR(S_OK, set_text(*kept, PR_SUBJECT_W, "kept"));
  EXPECT_HR(S_OK, kept->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_HR(S_OK, closed->SaveChanges(FORCE_SAVE));
  EXPECT_HR(MAPI_E_INVALID_OBJECT, set_text(*closed, PR_SUBJECT_W, "closed"));
}

TEST_F(RowTest, r013_flags_of_other_stores_are_passed_over) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "new"));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE | NON_EMS_XP_SAVE | SPAMFILTER_ONSAVE));
  EXPECT_EQ(stored(entry_id_of(*message), PR_SUBJECT_W), "new");
}

TEST_F(RowTest, r014_a_deferred_save_neither_overwrites_nor_is_lost) {
  const TwoHandles both = two_handles(ana(), ben(), add("one"));
  const HRESULT deferred = both.loser->SaveChanges(MAPI_DEFERRED_ERRORS | KEEP_OPEN_READWRITE);
  const HRESULT undeferred = deferred == S_OK ? both.loser->SaveChanges(KEEP_OPEN_READWRITE) : deferred;
  EXPECT_HR(MAPI_E_OBJECT_CHANGED, undeferred);
  EXPECT_EQ(stored(both.id, PR_SUBJECT_W), "Ana's");
  const std::string id = add("two");
  {
    const auto message = ana().open_message(id);
    ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "deferred"));
    EXPECT_HR(S_OK, message->SaveChanges(MAPI_DEFERRED_ERRORS));
  }
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "deferred");
}

}  // namespace
}  // namespace mapi_host
