// Copies of a store that nobody changes meanwhile.
#include "copied_store.h"
#include "copy_places.h"
#include "failing_engine.h"
#include "storage/removal.h"
#include "storage/store_keys.h"

namespace postroom::storage {
namespace {

Code code_of(const Result<CopyReport>& result) { return result.ok() ? Code::cancelled : result.error().code; }

TEST_F(CopyTest, a_copy_is_equal_in_every_record) {
  const auto from = make_memory();
  fill_store(*from, 30);
  for (const CopyOptions& options : {CopyOptions{}, small_steps()}) {
    const auto to = make_memory();
    const CopyReport report = must(copy_store(*from, *to, options));
    EXPECT_EQ(differences(*from, *to), "");
    EXPECT_FALSE(report.resumed);
    EXPECT_EQ(report.messages, 29);
    EXPECT_EQ(report.copied, 29);
    EXPECT_EQ(report.large_values, 3) << "what nothing refers to is not copied";
    EXPECT_EQ(must(must(to->view())->setting(kCopyOfKey)), std::nullopt);
  }
}

TEST_F(CopyTest, a_copy_of_a_copy_through_another_engine_is_equal_too) {
  const auto first = make_memory();
  fill_store(*first, 30);
  const auto file = make_file("a"), other = make_file("b");
  must(copy_store(*first, *file, small_steps()));
  must(copy_store(*file, *other));
  const auto last = make_memory();
  must(copy_store(*other, *last));
  EXPECT_EQ(differences(*first, *last), "");
  EXPECT_EQ(must(file->verify()), std::vector<std::string>());
  EXPECT_EQ(must(other->verify()), std::vector<std::string>());
  change_store(*other, 0);  // numbers go on where the source's were
  EXPECT_EQ(must(must(other->view())->counters()).change_number.value,
            must(must(first->view())->counters()).change_number.value + 1);
}

TEST_F(CopyTest, an_empty_store_can_be_copied) {
  const auto from = make_memory(), to = make_memory();
  must(commit_and_wait(*from, [](Transaction& transaction) -> Status {
    const Status guid = transaction.put_setting(kGuidKey, "x");
    return guid.ok() ? transaction.put_setting(kMadeKey, "y") : guid;
  }));
  EXPECT_EQ(must(copy_store(*from, *to)).messages, 0);
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(CopyTest, an_interruption_at_any_commit_is_gone_on_from) {
  const auto from = make_memory();
  fill_store(*from, 12);
  for (const auto moment : {FailingEngine::Moment::before, FailingEngine::Moment::after}) {
    int commits = 0;
    for (bool failed = true; failed; ++commits) {
      const auto to = make_memory();
      FailingEngine failing(*to);
      failing.fail_after(commits, moment);
      const auto interrupted = copy_store(*from, failing, small_steps());
      failed = failing.has_failed();
      EXPECT_EQ(interrupted.ok(), !failed);
      const bool finished = must(must(to->view())->setting(kMadeKey)).has_value();
      if (!finished) {
        const CopyReport report = must(copy_store(*from, *to, small_steps()));
        EXPECT_EQ(report.messages, 11);
        EXPECT_EQ(report.resumed, commits > 0 || moment == FailingEngine::Moment::after);
      }
      EXPECT_EQ(differences(*from, *to), "") << "after " << commits << " commits";
    }
    EXPECT_GE(commits, 10);
  }
}

TEST_F(CopyTest, going_on_writes_only_what_is_missing) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 30);
  std::int64_t copied = 0;
  for (int call = 0;; ++call) {
    FailingEngine failing(*to);
    failing.fail_after(4, FailingEngine::Moment::before);  // the last call needs as many
    const auto report = copy_store(*from, failing, small_steps());
    if (report.ok()) {
      copied = report->copied;
      break;
    }
    ASSERT_LT(call, 100);
  }
  EXPECT_EQ(copied, 0) << "the last call only finished it";
  EXPECT_EQ(differences(*from, *to), "");
}

TEST_F(CopyTest, refuses_a_target_that_holds_something_else) {
  const auto from = make_memory(), other = make_memory();
  fill_store(*from, 5);
  fill_store(*other, 5);
  EXPECT_EQ(code_of(copy_store(*from, *other)), Code::collision);
  EXPECT_EQ(code_of(copy_store(*from, *from)), Code::collision);

  const auto foreign = make_memory(), nameless = make_memory();
  must(commit_and_wait(
      *foreign, [](Transaction& transaction) { return transaction.put_setting(kCopyOfKey, "other"); }));
  EXPECT_EQ(code_of(copy_store(*from, *foreign)), Code::collision);
  must(commit_and_wait(*nameless,
                       [](Transaction& transaction) { return transaction.put_setting("color", "red"); }));
  EXPECT_EQ(code_of(copy_store(*from, *nameless)), Code::collision);
  EXPECT_EQ(must(must(nameless->view())->settings("", 9)).size(), 1U);
}

TEST_F(CopyTest, refuses_a_target_whose_removal_has_begun) {
  const auto from = make_memory(), other = make_memory();
  fill_store(*from, 5);
  fill_store(*other, 5);
  must(commit_and_wait(
      *other, [](Transaction& transaction) { return mark_removed(transaction); }, Sealed::allowed));
  CopyOptions at_the_new_place;
  at_the_new_place.place = "the new place";
  const auto copied = copy_store(*from, *other, at_the_new_place);
  EXPECT_EQ(code_of(copied), Code::collision);
  EXPECT_NE(copied.error().message.find("the new place"), std::string::npos);
  EXPECT_EQ(code_of(copy_store(*other, *from)), Code::not_a_store);
}

TEST_F(CopyTest, refuses_a_source_that_is_not_whole) {
  const auto from = make_memory(), to = make_memory();
  EXPECT_EQ(code_of(copy_store(*from, *to)), Code::not_a_store);
  EXPECT_TRUE(must(must(to->view())->settings("", 9)).empty());
}

// Stops when every message is copied and changes something in the unfinished copy.
class DamagedCopyTest : public CopyTest {
 protected:
  DamagedCopyTest() : from_(make_memory()), to_(make_memory()) { fill_store(*from_, 12); }

  Code code_after(const Job& damage) {
    FailingEngine failing(*to_);
    failing.fail_after(3, FailingEngine::Moment::before);
    EXPECT_FALSE(copy_store(*from_, failing).ok());
    must(commit_and_wait(*to_, damage));
    return code_of(copy_store(*from_, *to_));
  }
  void expect_unfinished() { EXPECT_EQ(must(must(to_->view())->setting(kMadeKey)), std::nullopt); }

  std::unique_ptr<Engine> from_, to_;
};

TEST_F(DamagedCopyTest, another_content_is_found_however_equal_the_rows_are) {
  const Code code = code_after([](Transaction& transaction) -> Status {
    MessageRecord message = must(transaction.messages_after({0}, 1)).at(0);
    VersionRecord version = must(transaction.version(message.id, message.version)).value();
    const auto large = must(transaction.references(message.change_number));
    must(transaction.remove_version(message.change_number, {0}));
    Counters counters = must(transaction.counters());
    const Counters before = counters;
    counters.change_number = {message.change_number.value - 1};
    must(transaction.put_counters(counters));
    version.content[0] ^= 1;
    must(transaction.insert_version(version, large));
    return transaction.put_counters(before);
  });
  EXPECT_EQ(code, Code::corrupt);
  expect_unfinished();
}

TEST_F(DamagedCopyTest, a_version_that_is_gone_is_found) {
  const Code code = code_after([](Transaction& transaction) -> Status {
    const MessageRecord message = must(transaction.messages_after({0}, 1)).at(0);
    return transaction.remove_version(message.change_number, {0});
  });
  EXPECT_EQ(code, Code::corrupt);
  expect_unfinished();
}

TEST_F(DamagedCopyTest, other_bytes_under_a_hash_are_found) {
  const ContentHash hash = name_of(sample_bytes(700'001)).hash;
  const auto writer = must(to_->write_large());
  must(writer->append(sample_bytes(700'001, 2)));
  must(writer->finish({hash, 700'001}));
  EXPECT_EQ(code_of(copy_store(*from_, *to_)), Code::corrupt);
  expect_unfinished();
}

TEST_F(DamagedCopyTest, another_entry_of_the_log_is_found) {
  const Code code = code_after([](Transaction& transaction) -> Status {
    Counters counters = must(transaction.counters());
    counters.log_start =
        counters.log_position = {must(transaction.messages_after({0}, 1)).at(0).log_position.value + 5};
    must(transaction.put_counters(counters));
    must(transaction.append_log(log_record({77})));
    return ok_status();
  });
  EXPECT_EQ(code, Code::corrupt);
  expect_unfinished();
}

TEST_F(CopyTest, tells_how_far_it_is) {
  const auto from = make_memory(), to = make_memory();
  fill_store(*from, 30);
  std::vector<std::uint64_t> seen;
  CopyOptions options = small_steps();
  options.progress = [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_LE(done, total);
    EXPECT_TRUE(seen.empty() || seen.back() <= done);
    seen.push_back(done);
    if (done == total) seen.push_back(done);
  };
  must(copy_store(*from, *to, options));
  ASSERT_GT(seen.size(), 10U);
  EXPECT_EQ(seen.back(), seen[seen.size() - 2]) << "the last call says that all is done";
}

}  // namespace
}  // namespace postroom::storage
