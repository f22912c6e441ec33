// Conformance: counters that are set, as the copy of a whole store does, and the seal that is kept in them.
#include "storage/conformance.h"
#include "storage/seal.h"

namespace postroom::storage {
namespace {

Job set(Counters counters) {
  return [=](Transaction& transaction) { return transaction.put_counters(counters); };
}

}  // namespace

TEST_P(EngineTest, gives_out_what_follows_the_counters_that_were_put) {
  const FolderId folder = add_folder();
  const Counters put{1'000'000, {2'000}, {3'000}, {4'000}, {4'000}, -5'000};
  commit(set(put));
  EXPECT_EQ(must(view()->counters()), put);
  reopen();
  EXPECT_EQ(must(view()->counters()), put);
  const MessageId id = add_message(folder);
  EXPECT_EQ(id.value, put.last_id + 1);
  EXPECT_EQ(message(id).change_number.value, put.change_number.value + 1);
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(const LogPosition position, transaction.append_log(log_record(folder, {id})));
    EXPECT_EQ(position.value, put.log_position.value + 1);
    return transaction.change_flags(std::vector{id}, 1, 0, position);
  });
  EXPECT_EQ(message(id).read_state.value, put.read_state.value + 1);
  EXPECT_EQ(must(view()->log(put.log_start, 10)).size(), 1U);
}

TEST_P(EngineTest, takes_versions_and_log_records_with_any_numbers_in_one_job) {
  const MessageId id = add_message(add_folder());
  const Counters before = must(view()->counters());
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(Counters counters, transaction.counters());
    std::int64_t number = 2;
    for (const std::int64_t wanted : {900, 700, 800}) {
      counters.change_number = {wanted - 1};
      TRY(transaction.put_counters(counters));
      TRY_SET(const ChangeNumber given, transaction.insert_version(sample_version(id, number++), {}));
      EXPECT_EQ(given.value, wanted);
    }
    counters = before;
    counters.change_number = {900};
    return transaction.put_counters(counters);
  });
  const auto versions = must(view()->versions(id));
  ASSERT_EQ(versions.size(), 4U);
  EXPECT_EQ(versions[2].change_number.value, 700);
  EXPECT_EQ(must(view()->counters()).change_number.value, 900);
  EXPECT_EQ(must(view()->counters()).log_position, before.log_position);
}

TEST_P(EngineTest, a_job_that_fails_leaves_the_counters_as_they_were) {
  add_folder();
  const Counters before = must(view()->counters());
  code_of([](Transaction& transaction) -> Status {
    TRY(transaction.put_counters({5'000, {5'000}, {5'000}, {5'000}, {5'000}, 5'000}));
    return Error{Code::cancelled, "No.", {}};
  });
  EXPECT_EQ(must(view()->counters()), before);
  reopen();
  EXPECT_EQ(must(view()->counters()), before);
}

TEST_P(EngineTest, a_sealed_store_can_be_read_and_takes_no_commit) {
  const FolderId folder = add_folder();
  const Counters before = must(view()->counters());
  const auto other = open_another();
  must(commit_and_wait(engine(), set(sealed(before)), Sealed::allowed));
  const Job insert = [&](Transaction& transaction) -> Status {
    TRY_SET(const std::int64_t id, transaction.allocate_id());
    return transaction.insert_folder(sample_folder(FolderId{id}, folder));
  };
  EXPECT_EQ(code_of(insert), Code::read_only);
  const Job draw_many = [&](Transaction& transaction) -> Status {
    for (std::int64_t i = 0; i < before.last_id + 2; ++i) TRY(transaction.allocate_id());
    return ok_status();
  };
  EXPECT_EQ(code_of(draw_many), Code::read_only);
  EXPECT_TRUE(must(engine().verify()).empty());
  const Status elsewhere = commit_and_wait(*other, insert);
  ASSERT_FALSE(elsewhere.ok());
  EXPECT_EQ(elsewhere.error().code, Code::read_only);
  EXPECT_EQ(must(view()->folders()).size(), 1U);
  commit(set(before));
  EXPECT_EQ(must(view()->counters()), before);
  commit(insert);
}

// Whoever has a version's hash can read the value.
TEST_P(EngineTest, finds_a_large_value_by_its_hash_alone) {
  const Bytes bytes = sample_bytes(700'000);
  const LargeValue value = put_large(bytes);
  const LargeValue unsized{value.hash, 0};
  EXPECT_TRUE(must(engine().has_large(unsized)));
  EXPECT_FALSE(must(engine().has_large({name_of(sample_bytes(3)).hash, 0})));
  Bytes read(bytes.size() + 1);
  std::size_t done = 0;
  for (std::size_t count = 1; count > 0 && done < read.size(); done += count) {
    count = must(engine().read_large(unsized, done, std::span(read).subspan(done)));
  }
  read.resize(done);
  EXPECT_EQ(read, bytes);
}

}  // namespace postroom::storage
