#include "mapi/notifier.h"

#include <gmock/gmock.h>
#include <postroom/tags.h>

#include <atomic>
#include <future>

#include "mapi/objects.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/recording_sink.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::Not;
using testing::RecordingSink;
using testing::Told;

constexpr ULONG kEverything = fnevNewMail | fnevObjectCreated | fnevObjectDeleted | fnevObjectModified |
                              fnevObjectMoved | fnevObjectCopied | fnevSearchComplete;

class NotifierTest : public ::testing::Test {
 protected:
  Store& store() { return context_->store(); }
  const Session& ana() { return context_->session(); }
  Notifier& notifier() { return *notifier_; }
  FolderId inbox() { return store().special(SpecialFolder::inbox); }
  Bytes entry(std::variant<StoreTarget, FolderId, MessageId> target) {
    return encode(context_->entry_id(target));
  }

  MessageId add(const std::string& subject) {
    Message message = must(store().create_message(ana(), inbox()));
    must(message.set(tag::subject, subject));
    return must(message.save()).message;
  }
  void edit(MessageId id) {
    Message message = must(store().open_message(ana(), id, Access::read_write));
    must(message.set(tag::subject, std::string("another one")));
    must(message.save());
  }
  ULONG_PTR advise(RecordingSink& sink, ULONG mask = kEverything, std::optional<EntryId> object = {}) {
    return must(notifier().advise(mask, object, &sink));
  }
  // All that was committed until now has been told.
  void settle() {
    const auto sink = make_object<RecordingSink>();
    const ULONG_PTR connection = advise(*sink, fnevObjectCreated);
    add("the last one");
    sink->wait(1);
    must(notifier().unadvise(connection));
  }

  testing::OneStore one_;
  const SharedContext context_ = one_.open();
  std::optional<Notifier> notifier_{std::in_place, context_->store(), context_->session()};
  const Ref<RecordingSink> sink_ = make_object<RecordingSink>();
};

TEST_F(NotifierTest, tells_of_a_new_message_and_of_the_folder_that_counts_it) {
  advise(*sink_);
  const MessageId id = add("one");
  const std::vector<Told> told = sink_->wait(2);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].event, fnevObjectCreated);
  EXPECT_EQ(told[0].object, entry(id));
  EXPECT_EQ(told[0].object_type, MAPI_MESSAGE);
  EXPECT_EQ(told[0].parent, entry(inbox()));
  EXPECT_EQ(told[0].old_object, Bytes{});
  EXPECT_EQ(told[0].old_parent, Bytes{});
  EXPECT_NE(told[0].thread, std::this_thread::get_id());
  EXPECT_EQ(told[1].event, fnevObjectModified);
  EXPECT_EQ(told[1].object, entry(inbox()));
  EXPECT_EQ(told[1].object_type, MAPI_FOLDER);
  EXPECT_EQ(told[1].parent, entry(store().special(SpecialFolder::ipm_subtree)));
}

TEST_F(NotifierTest, says_what_a_copy_was_made_from) {
  const MessageId id = add("one");
  advise(*sink_, fnevObjectCopied, context_->entry_id(id));
  const FolderId drafts = store().special(SpecialFolder::drafts);
  const auto copies = must(store().copy_messages(ana(), std::vector{id}, drafts));
  const std::vector<Told> told = sink_->wait(1);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].object, entry(copies[0].second));
  EXPECT_EQ(told[0].parent, entry(drafts));
  EXPECT_EQ(told[0].old_object, entry(id));
  EXPECT_EQ(told[0].old_parent, entry(inbox()));
}

TEST_F(NotifierTest, tells_what_was_asked_for_and_nothing_else) {
  const MessageId one = add("one"), two = add("two");
  const auto deletions = make_object<RecordingSink>(), object = make_object<RecordingSink>();
  advise(*deletions, fnevObjectDeleted);
  advise(*object, kEverything, context_->entry_id(one));
  edit(one);
  edit(two);
  must(store().delete_messages(ana(), std::vector{one, two}, DeleteKind::recoverable));
  deletions->wait(2);
  object->wait(2);
  settle();
  const auto events = [](RecordingSink& sink) {
    std::vector<std::pair<ULONG, Bytes>> told;
    for (const Told& each : sink.told()) told.emplace_back(each.event, each.object);
    return told;
  };
  EXPECT_THAT(events(*deletions), ElementsAre(std::pair(fnevObjectDeleted, entry(one)),
                                              std::pair(fnevObjectDeleted, entry(two))));
  EXPECT_THAT(events(*object), ElementsAre(std::pair(fnevObjectModified, entry(one)),
                                           std::pair(fnevObjectDeleted, entry(one))));
}

TEST_F(NotifierTest, tells_nothing_of_what_was_committed_before) {
  const auto early = make_object<RecordingSink>();
  advise(*early);
  for (int i = 0; i < 5; ++i) {
    const MessageId before = add("before");
    const auto late = make_object<RecordingSink>();
    advise(*late, fnevObjectCreated);
    const MessageId after = add("after");
    EXPECT_EQ(late->wait(1)[0].object, entry(after));
    EXPECT_THAT(late->told(), Not(Contains(Field(&Told::object, entry(before)))));
  }
}

TEST_F(NotifierTest, tells_nothing_after_it_was_told_to_stop_and_lets_the_sink_go) {
  bool gone = false;
  auto sink = make_object<RecordingSink>(&gone);
  const ULONG_PTR connection = advise(*sink);
  EXPECT_NE(connection, 0u);
  must(notifier().unadvise(connection));
  add("one");
  settle();
  EXPECT_TRUE(sink->told().empty());
  sink = nullptr;
  EXPECT_TRUE(gone);
  EXPECT_EQ(code_of(notifier().unadvise(connection)), Code::not_found);
  EXPECT_EQ(code_of(notifier().unadvise(0)), Code::not_found);
}

TEST_F(NotifierTest, waits_for_a_call_under_way) {
  std::promise<void> called, let_go;
  std::atomic<bool> done = false;
  sink_->during = [&] {
    called.set_value();
    let_go.get_future().wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    done = true;
  };
  const ULONG_PTR connection = advise(*sink_, fnevObjectCreated);
  add("one");
  called.get_future().wait();
  let_go.set_value();
  must(notifier().unadvise(connection));
  EXPECT_TRUE(done);
}

TEST_F(NotifierTest, can_be_told_to_stop_inside_the_call) {
  bool gone = false;
  auto sink = make_object<RecordingSink>(&gone);
  std::promise<void> called;
  ULONG_PTR connection = 0;
  std::mutex advised;
  sink->during = [&] {
    const std::lock_guard guard(advised);
    must(notifier().unadvise(connection));
    called.set_value();
  };
  {
    const std::lock_guard guard(advised);
    connection = advise(*sink, fnevObjectCreated);
    sink = nullptr;  // it lives on as long as it is told
  }
  add("one");
  called.get_future().wait();
  add("two");
  settle();
  EXPECT_TRUE(gone);
}

TEST_F(NotifierTest, can_end_inside_the_call) {
  std::promise<void> ended;
  sink_->during = [&] {
    notifier_.reset();
    ended.set_value();
  };
  advise(*sink_, fnevObjectCreated);
  add("one");
  ended.get_future().wait();
  EXPECT_EQ(sink_->wait(1).size(), 1u);
}

TEST_F(NotifierTest, lets_all_sinks_go_when_it_ends) {
  bool gone = false;
  advise(*make_object<RecordingSink>(&gone));
  EXPECT_FALSE(gone);
  notifier_.reset();
  EXPECT_TRUE(gone);
}

TEST_F(NotifierTest, stops_telling_all_of_them_at_once) {
  bool first_gone = false, second_gone = false;
  advise(*make_object<RecordingSink>(&first_gone));
  must(notifier().connect(make_object<RecordingSink>(&second_gone).get(), {}));
  notifier().end();
  EXPECT_TRUE(first_gone && second_gone);
}

TEST_F(NotifierTest, tells_what_is_posted_and_drops_it_where_nobody_is_left) {
  class Posted final : public NotificationBatch {
   public:
    ULONG count() const override { return 1; }
    LPNOTIFICATION notifications() override { return &notification_; }

   private:
    NOTIFICATION notification_{fnevExtended, 0, {}};
  };
  const ULONG_PTR connection =
      must(notifier().connect(sink_.get(), [] { return std::make_unique<Posted>(); }));
  notifier().post(connection, std::make_unique<Posted>());
  notifier().post(connection, nullptr);
  EXPECT_EQ(sink_->wait(1)[0].event, fnevExtended);
  must(notifier().unadvise(connection));
  notifier().post(connection, std::make_unique<Posted>());
  notifier().post(connection, nullptr);
  add("which is nothing to it");
  settle();
  EXPECT_LE(sink_->told().size(), 2u);
}

TEST_F(NotifierTest, copies_new_mail_for_the_sinks_of_the_whole_store) {
  const auto of_folder = make_object<RecordingSink>(), of_others = make_object<RecordingSink>();
  advise(*sink_, fnevNewMail);
  advise(*of_folder, fnevNewMail, context_->entry_id(inbox()));
  advise(*of_others, fnevObjectCreated);
  Bytes message = entry(MessageId{77}), folder = entry(inbox());
  std::string text = "IPM.Note";
  NEWMAIL_NOTIFICATION mail{};
  mail.cbEntryID = static_cast<ULONG>(message.size());
  mail.lpEntryID = reinterpret_cast<LPENTRYID>(message.data());
  mail.cbParentID = static_cast<ULONG>(folder.size());
  mail.lpParentID = reinterpret_cast<LPENTRYID>(folder.data());
  mail.lpszMessageClass = text.data();
  notifier().new_mail(mail);
  notifier().new_mail({});
  std::fill(message.begin(), message.end(), std::uint8_t{0});
  text = "overwritten";
  const std::vector<Told> told = sink_->wait(2);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].event, fnevNewMail);
  EXPECT_EQ(told[0].object, entry(MessageId{77}));
  EXPECT_EQ(told[0].parent, folder);
  EXPECT_EQ(told[0].message_class, "IPM.Note");
  EXPECT_EQ(told[1].object, Bytes{});
  EXPECT_TRUE(of_folder->told().empty());
  EXPECT_TRUE(of_others->told().empty());
}

TEST_F(NotifierTest, tells_a_slow_sink_of_many_in_few_calls) {
  sink_->during = [] { std::this_thread::sleep_for(std::chrono::milliseconds(30)); };
  advise(*sink_, fnevObjectCreated);
  for (int i = 0; i < 20; ++i) add("one of many");
  EXPECT_EQ(sink_->wait(20).size(), 20u);
  EXPECT_LT(sink_->calls().size(), 20u);
}

TEST_F(NotifierTest, refuses_nobody_as_a_sink) {
  EXPECT_EQ(code_of(notifier().advise(kEverything, {}, nullptr)), Code::invalid_argument);
  EXPECT_EQ(code_of(notifier().connect(nullptr, {})), Code::invalid_argument);
}

TEST_F(NotifierTest, has_a_limit_of_connections) {
  ULONG_PTR last = 0;
  for (std::size_t i = 0; i < kMaxConnections; ++i) last = must(notifier().connect(sink_.get(), {}));
  EXPECT_EQ(code_of(notifier().connect(sink_.get(), {})), Code::too_big);
  must(notifier().unadvise(last));
  must(notifier().connect(sink_.get(), {}));
}

}  // namespace
}  // namespace postroom::mapi
