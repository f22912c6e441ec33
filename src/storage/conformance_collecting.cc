// Conformance: which large values may be collected, and which a reference or a lease protects.
#include "storage/conformance.h"

namespace postroom::storage {
namespace {

constexpr FileTime kLongAgo{1};
constexpr FileTime kReleased{1'000};  // when the values of these tests lose their last reference

Job remove(MessageId id, FileTime now) {
  return [=](Transaction& transaction) { return transaction.remove_message(id, now); };
}

Job lease(std::uint64_t id, FileTime taken, FileTime until) {
  return [=](Transaction& transaction) { return transaction.put_lease({id, taken, until}); };
}

}  // namespace

TEST_P(EngineTest, collects_a_large_value_only_after_the_time_it_was_released) {
  const LargeValue value = put_large(sample_bytes(300'000));
  const MessageId id = add_message_with(add_folder(), {value.hash});
  EXPECT_EQ(collect(kFarFuture), 0U) << "still referenced";
  commit(remove(id, kReleased));
  EXPECT_EQ(collect(kReleased - Ticks(1)), 0U) << "the grace period is not over";
  EXPECT_TRUE(must(engine().has_large(value)));
  EXPECT_EQ(collect(kReleased + Ticks(1)), 1U);
  EXPECT_FALSE(must(engine().has_large(value)));
  EXPECT_EQ(must(view()->message(id)), std::nullopt);
}

TEST_P(EngineTest, removing_a_version_releases_its_large_values) {
  const LargeValue value = put_large(sample_bytes(9000));
  const MessageId id = add_message_with(add_folder(), {value.hash});
  const ChangeNumber first = message(id).change_number;
  add_version(id, 2);
  commit([&](Transaction& transaction) { return transaction.remove_version(first, kReleased); });
  EXPECT_EQ(collect(kReleased + Ticks(1)), 1U);
}

TEST_P(EngineTest, a_large_value_stays_until_its_last_reference_is_gone) {
  const LargeValue value = put_large(sample_bytes(9000));
  const FolderId folder = add_folder();
  const MessageId first = add_message_with(folder, {value.hash}),
                  second = add_message_with(folder, {value.hash});
  add_version(second, 2, {value.hash});
  commit(remove(first, kReleased));
  EXPECT_EQ(collect(kFarFuture), 0U);
  commit(remove(second, kReleased + Ticks(100)));
  EXPECT_EQ(collect(kReleased + Ticks(50)), 0U) << "it counts from the last removal";
  EXPECT_EQ(collect(kReleased + Ticks(101)), 1U);
}

TEST_P(EngineTest, a_large_value_that_is_referred_to_again_is_not_collected) {
  const LargeValue value = put_large(sample_bytes(9000));
  const FolderId folder = add_folder();
  commit(remove(add_message_with(folder, {value.hash}), kReleased));
  const MessageId again = add_message_with(folder, {value.hash});
  EXPECT_EQ(collect(kFarFuture), 0U);
  commit(remove(again, kReleased + Ticks(100)));
  EXPECT_EQ(collect(kReleased + Ticks(50)), 0U);
  EXPECT_EQ(collect(kReleased + Ticks(101)), 1U);
}

TEST_P(EngineTest, collects_values_that_were_staged_and_never_used) {
  const LargeValue value = put_large(sample_bytes(9000));
  EXPECT_EQ(collect(kLongAgo), 0U) << "it was staged just now";
  EXPECT_TRUE(must(engine().has_large(value)));
  EXPECT_EQ(collect(kFarFuture), 1U);
}

TEST_P(EngineTest, collecting_leaves_alone_what_is_being_staged) {
  const Bytes bytes = sample_bytes(600'000);
  const auto writer = must(engine().write_large());
  must(writer->append(ByteView(bytes).first(500'000)));
  EXPECT_EQ(collect(kLongAgo), 0U);
  must(writer->append(ByteView(bytes).subspan(500'000)));
  must(writer->finish(name_of(bytes)));
  EXPECT_TRUE(must(read_large(name_of(bytes))) == bytes);
}

TEST_P(EngineTest, collects_at_most_as_many_as_asked) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) put_large(sample_bytes(9000, seed));
  EXPECT_EQ(collect(kFarFuture, kNow, 2), 2U);
  EXPECT_EQ(collect(kFarFuture, kNow, 2), 2U);
  EXPECT_EQ(collect(kFarFuture, kNow, 2), 1U);
  EXPECT_EQ(collect(kFarFuture, kNow, 2), 0U);
}

TEST_P(EngineTest, a_lease_keeps_what_lost_its_last_reference_after_it_was_taken) {
  const Bytes bytes = sample_bytes(300'000);
  const LargeValue value = put_large(bytes);
  const MessageId id = add_message_with(add_folder(), {value.hash});
  commit(lease(1, kReleased - Ticks(10), {5'000}));
  commit(remove(id, kReleased));
  EXPECT_EQ(collect(kFarFuture, {4'000}), 0U);
  EXPECT_TRUE(must(read_large(value)) == bytes) << "an old handle still reads it";
  EXPECT_EQ(collect(kFarFuture, {6'000}), 1U) << "the lease has run out";
}

TEST_P(EngineTest, a_lease_taken_later_does_not_keep_what_was_released_before) {
  const LargeValue value = put_large(sample_bytes(9000));
  commit(remove(add_message_with(add_folder(), {value.hash}), kReleased));
  commit(lease(1, kReleased + Ticks(10), {5'000}));
  EXPECT_EQ(collect(kFarFuture, {4'000}), 1U);
}

TEST_P(EngineTest, a_removed_lease_keeps_nothing) {
  commit(lease(1, kLongAgo, kFarFuture));
  const LargeValue value = put_large(sample_bytes(9000));
  EXPECT_EQ(collect(kFarFuture, kNow), 0U);
  commit([](Transaction& transaction) { return transaction.remove_lease(1); });
  EXPECT_EQ(collect(kFarFuture, kNow), 1U);
  EXPECT_FALSE(must(engine().has_large(value)));
}

TEST_P(EngineTest, a_lease_can_be_renewed) {
  const std::uint64_t id = ~std::uint64_t{0};
  commit(lease(id, kLongAgo, {2'000}));
  commit(lease(id, kLongAgo, {9'000}));
  put_large(sample_bytes(9000));
  EXPECT_EQ(collect(kFarFuture, {5'000}), 0U);
  commit([=](Transaction& transaction) { return transaction.remove_lease(id); });
  EXPECT_EQ(collect(kFarFuture, {5'000}), 1U);
}

TEST_P(EngineTest, each_of_several_leases_protects_by_itself) {
  commit(lease(1, kLongAgo, {2'000}));
  commit(lease(2, kLongAgo, {9'000}));
  put_large(sample_bytes(9000));
  commit([](Transaction& transaction) { return transaction.remove_lease(1); });
  EXPECT_EQ(collect(kFarFuture, {5'000}), 0U);
  EXPECT_EQ(collect(kFarFuture, {9'500}), 1U);
}

TEST_P(EngineTest, collecting_in_a_job_that_fails_removes_nothing) {
  const Bytes bytes = sample_bytes(300'000);
  const LargeValue value = put_large(bytes);
  code_of([&](Transaction& transaction) -> Status {
    TRY(transaction.collect_large_values(kFarFuture, kNow, 10));
    return Error{Code::cancelled, "no", {}};
  });
  EXPECT_TRUE(must(read_large(value)) == bytes);
}

}  // namespace postroom::storage
