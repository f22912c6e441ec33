#include "server/stores.h"

#include <gtest/gtest.h>

#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::server {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

TEST(Stores, are_opened_at_the_first_call_and_shared_from_then_on) {
  const postroom::testing::TemporaryFolder ground(postroom::testing::Place::memory);
  const postroom::testing::People people;
  Stores stores({{"shop", ground.path("shop"), "", {}}, {"late", ground.path("late"), "Late", {}}}, people.clock);
  EXPECT_TRUE(stores.opened().empty());
  must(create_store(ground.path("shop"), people.session("Ana Ruiz", 1)));
  EXPECT_EQ(must(stores.open("shop")).guid(), must(stores.open("shop")).guid());
  ASSERT_EQ(stores.opened().size(), 1u);
  EXPECT_EQ(stores.opened()[0].first, "shop");
  EXPECT_EQ(stores.setting("late")->title, "Late");
}

TEST(Stores, that_could_not_be_opened_are_tried_again_after_a_while) {
  const postroom::testing::TemporaryFolder ground(postroom::testing::Place::memory);
  const postroom::testing::People people;
  Stores stores({{"shop", ground.path("shop"), "", {}}}, people.clock);
  EXPECT_EQ(code_of(stores.open("shop")), Code::not_found);
  must(create_store(ground.path("shop"), people.session("Ana Ruiz", 1)));
  people.clock->advance(Stores::kRetryAfter - Ticks(1));
  EXPECT_EQ(code_of(stores.open("shop")), Code::not_found);
  people.clock->advance(Ticks(1));
  EXPECT_TRUE(stores.open("shop").ok());
}

TEST(Stores, that_could_not_be_opened_are_tried_again_at_once_when_the_clock_was_set_back) {
  const postroom::testing::TemporaryFolder ground(postroom::testing::Place::memory);
  const postroom::testing::People people;
  Stores stores({{"shop", ground.path("shop"), "", {}}}, people.clock);
  EXPECT_EQ(code_of(stores.open("shop")), Code::not_found);
  must(create_store(ground.path("shop"), people.session("Ana Ruiz", 1)));
  people.clock->advance(-Ticks(1));
  EXPECT_TRUE(stores.open("shop").ok());
}

TEST(Stores, that_are_not_there_are_not_found) {
  Stores stores({});
  EXPECT_EQ(code_of(stores.open("../shop")), Code::not_found);
  EXPECT_EQ(stores.setting(""), nullptr);
}

}  // namespace
}  // namespace postroom::server
