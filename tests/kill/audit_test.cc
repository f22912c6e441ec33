// That the audit can fail: a store is compared with an account of things that did not happen to it.
#include "kill/audit.h"

#include <gmock/gmock.h>
#include <postroom/open.h>

#include "support/temporary_folder.h"

namespace postroom::kill {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AuditTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = create_store(folder_.path("store"), session_);
    ASSERT_TRUE(made.ok());
    store_ = *made;
    account_.emplace(store_->special(SpecialFolder::deleted_items));
    account_->expect_actor(1, 0);
    Event event = done(Operation::create, "t1");
    event.message = id_ = save_new("t1");
    event.folder = inbox();
    event.number = 1;
    account_->add(event);
  }

  static Event done(Operation operation, std::string text) {
    Event event;
    event.phase = Phase::done;
    event.actor = 1;
    event.operation = operation;
    event.text = std::move(text);
    return event;
  }

  FolderId inbox() const { return store_->special(SpecialFolder::inbox); }

  MessageId save_new(const std::string& token) {
    auto message = store_->create_message(session_, inbox());
    EXPECT_TRUE(message.ok() && write_token(*store_, *message, token).ok() && message->save().ok());
    return message->id();
  }

  void save_over(const std::string& token, const std::string& subject_token) {
    auto message = store_->open_message(session_, id_, Access::read_write);
    ASSERT_TRUE(message.ok() && write_token(*store_, *message, token).ok());
    ASSERT_TRUE(message->set(PropertyTag(0x0037001F), "About " + subject_token).ok() && message->save().ok());
  }

  Event claim(Operation operation, std::string text) const {
    Event event = done(operation, std::move(text));
    event.message = id_;
    event.number = 2;
    return event;
  }

  std::vector<std::string> found(Audit::Reading reading = Audit::Reading::what_is_new) {
    return audit_.compare(*store_, session_, *account_, reading);
  }

  const testing::TemporaryFolder folder_;
  const Session session_ = make_session("Auditor", "audit_test");
  std::optional<Store> store_;
  std::optional<Account> account_;
  Audit audit_;
  MessageId id_;
};

TEST_F(AuditTest, finds_nothing_where_nothing_is_wrong) { EXPECT_THAT(found(), IsEmpty()); }

TEST_F(AuditTest, finds_an_acknowledged_version_that_is_missing) {
  account_->add(claim(Operation::save, "t2"));
  EXPECT_THAT(found(), Contains(HasSubstr("was acknowledged to actor 1 and is not there")));
}

TEST_F(AuditTest, finds_an_acknowledged_version_with_other_content) {
  save_over("t9", "t9");
  account_->add(claim(Operation::save, "t2"));
  EXPECT_THAT(found(), Contains(HasSubstr("says 't9' where 't2' was acknowledged")));
}

TEST_F(AuditTest, finds_a_version_that_is_half_there) {
  save_over("t2", "t3");
  account_->add(claim(Operation::save, "t3"));
  EXPECT_THAT(found(), Contains(HasSubstr("has the recipient t2@example.com")));
}

TEST_F(AuditTest, finds_content_that_was_refused) {
  save_over("t2", "t2");
  Event refused = claim(Operation::save, "t2");
  refused.phase = Phase::refused;
  account_->add(refused);
  EXPECT_THAT(found(), Contains(HasSubstr("has content that was refused: 't2'")));
}

TEST_F(AuditTest, finds_a_message_that_went_away) {
  ASSERT_THAT(found(), IsEmpty());
  ASSERT_TRUE(store_->delete_messages(session_, std::span(&id_, 1), DeleteKind::permanent).ok());
  EXPECT_THAT(found(), Contains(HasSubstr("is no longer there")));
}

TEST_F(AuditTest, finds_an_acknowledged_deletion_that_did_not_stay) {
  account_->add(claim(Operation::trash, ""));
  EXPECT_THAT(found(), Contains(HasSubstr("deleted and is version 1")));
}

TEST_F(AuditTest, finds_an_acknowledged_folder_that_is_missing) {
  Event event = done(Operation::make_folder, "Plans");
  event.folder = FolderId{4711};
  account_->add(event);
  EXPECT_THAT(found(), Contains(HasSubstr("Folder 4711 should be 'Plans' and is removed")));
}

TEST_F(AuditTest, lets_a_cut_off_operation_have_happened_or_not) {
  Event trying = claim(Operation::save, "t2");
  trying.phase = Phase::trying;
  account_->add(trying);
  EXPECT_THAT(found(), IsEmpty());

  account_->actors().at(1).settled = false;
  account_->add(trying);
  save_over("t2", "t2");
  EXPECT_THAT(found(Audit::Reading::everything), IsEmpty());
  EXPECT_EQ(account_->actors().at(1).belongings.messages.at(id_).version, 2);
}

TEST_F(AuditTest, passes_on_what_a_worker_complained_of) {
  Event broken = claim(Operation::save, "t2: corrupt");
  broken.phase = Phase::broken;
  account_->add(broken);
  EXPECT_THAT(found(), Contains(HasSubstr("t2: corrupt")));
}

}  // namespace
}  // namespace postroom::kill
