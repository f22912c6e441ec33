// Conformance: a job that fails leaves no trace of any of its writes.
#include "storage/conformance.h"
#include "storage/conformance_snapshot.h"

namespace postroom::storage {
namespace {

struct Furniture {
  FolderId folder;
  MessageId message;
  MessageId other;
  LargeValue large;
};

// Every kind of write that there is.
std::vector<Job> all_writes(const Furniture& at) {
  return {
      [](Transaction& t) -> Status {
        TRY(t.allocate_id());
        return ok_status();
      },
      [](Transaction& t) { return t.put_setting("suite.key", "changed"); },
      [](Transaction& t) { return t.insert_folder(sample_folder({77}, {77})); },
      [at](Transaction& t) { return t.update_folder(sample_folder(at.folder, {77})); },
      [](Transaction& t) { return t.remove_folder({77}); },
      [at](Transaction& t) -> Status {
        TRY_SET(const ChangeNumber number,
                t.insert_version(sample_version({78}, 1), std::vector{at.large.hash}));
        return t.insert_message(sample_message({78}, at.folder, number));
      },
      [at](Transaction& t) -> Status {
        TRY_SET(const auto found, t.message(at.message));
        auto record = found.value();
        record.subject = "changed";
        return t.update_message(record);
      },
      [at](Transaction& t) -> Status {
        TRY_SET(const LogPosition position, t.append_log(log_record(at.folder, {at.message})));
        return t.change_flags(std::vector{at.message}, 0x4000, 0, position);
      },
      [at](Transaction& t) {
        return t.insert_link({at.other, at.message, {9}});
      },
      [at](Transaction& t) {
        return t.remove_link({at.message, at.other, {1}});
      },
      [](Transaction& t) {
        return t.insert_name({0x8100, {kPsCommon, 9U}});
      },
      [](Transaction& t) { return t.trim_log({1}); },
      [](Transaction& t) {
        return t.put_lease({5, {0}, {std::int64_t{1} << 62}});
      },
      [](Transaction& t) { return t.remove_lease(4); },
      [at](Transaction& t) { return t.remove_message(at.other, {5}); },
  };
}

Status refuse() { return Error{Code::cancelled, "no", {}}; }

}  // namespace

TEST_P(EngineTest, a_job_that_fails_after_any_of_its_writes_leaves_no_trace) {
  Furniture at;
  at.folder = add_folder();
  at.large = put_large(sample_bytes(9000));
  at.message = add_message(at.folder);
  at.other = add_message_with(at.folder, {at.large.hash});
  commit([&](Transaction& t) -> Status {
    TRY(t.insert_link({at.message, at.other, {1}}));
    TRY(t.put_lease({4, {0}, kNow}));
    TRY(t.append_log(log_record(at.folder)));
    TRY(t.append_log(log_record(at.folder)));
    return t.put_setting("suite.key", "kept");
  });
  const std::vector<Job> writes = all_writes(at);
  const auto read = [&] { return must(read_snapshot(*view(), {"suite.key"})); };
  const Snapshot before = read();
  for (std::size_t count = 1; count <= writes.size(); ++count) {
    const auto run = [&](Transaction& transaction) -> Status {
      for (std::size_t i = 0; i < count; ++i) TRY(writes[i](transaction));
      return refuse();
    };
    EXPECT_EQ(code_of(run), Code::cancelled) << count;
    EXPECT_EQ(describe_difference(before, read()), "") << count;
  }
  reopen();
  EXPECT_EQ(describe_difference(before, read()), "");
  EXPECT_TRUE(must(engine().has_large(at.large)));
}

TEST_P(EngineTest, a_failed_removal_keeps_references_and_leases_alive) {
  const LargeValue value = put_large(sample_bytes(9000));
  const MessageId id = add_message_with(add_folder(), {value.hash});
  code_of([&](Transaction& transaction) -> Status {
    TRY(transaction.remove_message(id, {1}));
    return refuse();
  });
  EXPECT_EQ(collect(kFarFuture), 0U);
  code_of([&](Transaction& transaction) -> Status {
    TRY(transaction.put_lease({1, {0}, kFarFuture}));
    return refuse();
  });
  commit([&](Transaction& transaction) { return transaction.remove_message(id, {1}); });
  EXPECT_EQ(collect(kFarFuture), 1U) << "a lease that was never committed protects nothing";
}

TEST_P(EngineTest, an_id_that_a_failed_job_drew_is_drawn_by_the_next) {
  std::int64_t failed = 0, kept = 0;
  code_of([&](Transaction& transaction) -> Status {
    TRY_SET(failed, transaction.allocate_id());
    return refuse();
  });
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(kept, transaction.allocate_id());
    return ok_status();
  });
  EXPECT_EQ(kept, failed);
}

TEST_P(EngineTest, gives_out_ids_in_order_and_none_again) {
  std::int64_t last = must(view()->counters()).last_id;
  for (int round = 0; round < 3; ++round) {
    commit([&](Transaction& transaction) -> Status {
      for (int i = 0; i < 3; ++i) {
        TRY_SET(const std::int64_t id, transaction.allocate_id());
        EXPECT_EQ(id, ++last);
      }
      return ok_status();
    });
    reopen();
  }
  EXPECT_EQ(must(view()->counters()).last_id, last);
}

}  // namespace postroom::storage
