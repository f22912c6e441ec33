#include "store/lease.h"

#include <gtest/gtest.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using namespace std::chrono_literals;

class LeaseOfLargeValues : public MemoryStoreTest {
 protected:
  std::map<std::uint64_t, storage::LeaseRecord> leases() { return tables->read()->leases; }
  storage::LeaseRecord only() {
    EXPECT_EQ(leases().size(), 1u);
    return leases().begin()->second;
  }
  FileTime now() { return people.clock->now(); }

  std::unique_ptr<storage::Engine> own = engine();
};

TEST_F(LeaseOfLargeValues, is_taken_with_the_first_holder_and_given_up_at_the_end) {
  {
    Lease lease(*own);
    EXPECT_TRUE(leases().empty());
    const auto held = must(lease.hold(ana));
    EXPECT_EQ(only().taken, now());
    EXPECT_EQ(only().until, now() + kLeaseLength);
  }
  EXPECT_TRUE(leases().empty());
}

TEST_F(LeaseOfLargeValues, is_written_again_only_after_half_its_length) {
  Lease lease(*own);
  const auto held = must(lease.hold(ana));
  const storage::LeaseRecord first = only();
  people.clock->advance(kLeaseLength / 2 - Ticks(1));
  const auto again = must(lease.hold(ben));
  EXPECT_EQ(only().until, first.until);
  people.clock->advance(Ticks(1));
  const auto later = must(lease.hold(ben));
  EXPECT_EQ(only().until, now() + kLeaseLength);
  EXPECT_EQ(only().taken, first.taken);  // the first holder may still need what was lost since
}

TEST_F(LeaseOfLargeValues, starts_anew_when_nobody_has_held_it_for_a_while) {
  Lease lease(*own);
  must(lease.hold(ana));
  const FileTime start = now();
  people.clock->advance(kLeaseRest - Ticks(1));
  must(lease.hold(ana));
  EXPECT_EQ(only().taken, start);
  people.clock->advance(Ticks(1));
  must(lease.hold(ana));
  EXPECT_EQ(only().taken, now());
}

TEST_F(LeaseOfLargeValues, does_not_start_anew_while_somebody_holds_it) {
  Lease lease(*own);
  const auto held = must(lease.hold(ana));
  const FileTime start = now();
  people.clock->advance(kLeaseRest * 10);
  must(lease.hold(ben));
  EXPECT_EQ(only().taken, start);
}

TEST_F(LeaseOfLargeValues, is_not_needed_where_the_store_is_read_only) {
  const auto reader = engine(storage::MemoryAccessMode::read_only);
  Lease lease(*reader);
  EXPECT_TRUE(lease.hold(ana).ok());
  EXPECT_TRUE(leases().empty());
}

TEST_F(LeaseOfLargeValues, is_taken_by_handles_that_have_large_values_and_by_no_others) {
  const MessageId plain = add("x");
  {
    const Message opened = must(store.open_message(ana, plain, Access::read_write));
    EXPECT_TRUE(leases().empty());
  }
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(tag::body, std::string(kInlineLimit + 1, 'x')));
  EXPECT_EQ(leases().size(), 1u);
}

}  // namespace
}  // namespace postroom::store
