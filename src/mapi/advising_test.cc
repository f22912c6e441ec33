#include "mapi/advising.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>

#include <atomic>
#include <future>

#include "mapi/logon_object.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/recording_sink.h"

namespace postroom::mapi {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;
using testing::RecordingSink;

constexpr ULONG kMessages = fnevObjectCreated | fnevObjectModified;

// Besides the one of whoever asks.
ULONG references_left(IUnknown& object) {
  object.AddRef();
  return object.Release() - 1;
}

class Advising : public ::testing::Test {
 protected:
  static void add_message(StoreContext& context) {
    Store& store = context.store();
    Message message = must(store.create_message(context.session(), store.special(SpecialFolder::inbox)));
    must(message.set(tag::subject, std::string("one")));
    must(message.save());
  }
  static Ref<IMAPITable> open_inbox(const SharedContext& context) {
    Store& store = context->store();
    Table table = must(store.contents_table(context->session(), store.special(SpecialFolder::inbox)));
    return make_table(context, std::move(table), TableKind::contents, 0);
  }

  testing::OneStore one_;
};

TEST_F(Advising, TakesNobodyAnyMoreAfterALogoffThatCameInBetween) {
  const SharedContext context = one_.open();
  const Ref<IMAPITable> table = open_inbox(context);
  const auto sink = make_object<RecordingSink>();
  ULONG_PTR connection = 7;
  context->logoff();
  const Answer advised = advise(*context, 0, nullptr, kMessages, sink.get(), &connection);
  EXPECT_EQ(must(advised), MAPI_E_INVALID_OBJECT);
  EXPECT_EQ(connection, 0U);
  EXPECT_EQ(code_of(context->notifier().connect(sink.get(), {})), Code::cancelled);
  EXPECT_EQ(references_left(*sink), 0U);
}

// Of a logon and of a table, by one thread, while another one logs off and a third one makes events.
TEST_F(Advising, RacingALogoffLeavesNoSinkBehind) {
  for (int round = 0; round < 20; ++round) {
    const SharedContext context = one_.open();
    const Ref<IMSLogon> logon = make_logon(context);
    const Ref<IMAPITable> table = open_inbox(context);
    std::vector<Ref<RecordingSink>> sinks;
    HRESULT refused = S_OK;
    std::promise<void> begun;
    std::thread advising([&] {
      while (refused == S_OK) {
        sinks.push_back(make_object<RecordingSink>());
        ULONG_PTR connection = 0;
        const bool of_table = sinks.size() % 2 == 0;
        refused = of_table ? table->Advise(fnevTableModified, sinks.back().get(), &connection)
                           : logon->Advise(0, nullptr, kMessages, sinks.back().get(), &connection);
        if (sinks.size() == 2) begun.set_value();
      }
    });
    begun.get_future().wait();
    std::thread writing([&] { add_message(*context); });
    ULONG flags = 0;
    EXPECT_EQ(logon->Logoff(&flags), S_OK);
    advising.join();
    writing.join();
    EXPECT_EQ(refused, MAPI_E_INVALID_OBJECT);
    for (const auto& sink : sinks) EXPECT_EQ(references_left(*sink), 0U);
  }
}

TEST_F(Advising, ALogoffWaitsForACallUnderWayThatHasEndedItsRegistration) {
  const SharedContext context = one_.open();
  const auto sink = make_object<RecordingSink>();
  ULONG_PTR connection = 0;
  std::promise<void> unadvised, let_go;
  std::atomic<bool> done = false;
  sink->during = [&] {
    EXPECT_EQ(unadvise(*context, connection), S_OK);
    unadvised.set_value();
    let_go.get_future().wait();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    done = true;
  };
  EXPECT_EQ(must(advise(*context, 0, nullptr, fnevObjectCreated, sink.get(), &connection)), S_OK);
  add_message(*context);
  unadvised.get_future().wait();
  let_go.set_value();
  context->logoff();
  EXPECT_TRUE(done);
  EXPECT_EQ(references_left(*sink), 0U);
}

}  // namespace
}  // namespace postroom::mapi
