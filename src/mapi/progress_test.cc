#include "mapi/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <mapi/mapiguid.h>

#include <algorithm>
#include <vector>

namespace postroom::mapi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Shown final : public Unknown<IMAPIProgress, IID_IMAPIProgress> {
 public:
  Shown(ULONG flags, ULONG least, ULONG most) : flags_(flags), least_(least), most_(most) {}
  HRESULT Progress(ULONG value, ULONG done, ULONG total) override {
    values.push_back(value);
    counts.push_back({done, total});
    return S_OK;
  }
  HRESULT GetFlags(ULONG* flags) override { return give(flags_, flags); }
  HRESULT GetMax(ULONG* most) override { return give(most_, most); }
  HRESULT GetMin(ULONG* least) override { return give(least_, least); }
  HRESULT SetLimits(LPULONG least, LPULONG most, LPULONG flags) override {
    if (least) least_ = *least;
    if (most) most_ = *most;
    if (flags) flags_ = *flags;
    return S_OK;
  }
  ULONG least() const { return least_; }
  ULONG most() const { return most_; }

  std::vector<ULONG> values;
  std::vector<std::pair<ULONG, ULONG>> counts;

 private:
  static HRESULT give(ULONG value, ULONG* out) {
    *out = value;
    return S_OK;
  }
  ULONG flags_, least_, most_;
};

Ref<Shown> top_level() { return make_object<Shown>(ULONG{MAPI_TOP_LEVEL}, 3u, 4u); }
Ref<Shown> in_range(ULONG least, ULONG most) { return make_object<Shown>(0u, least, most); }

void run(ProgressReport& report, ULONG total) {
  report.set_total(total);
  for (ULONG done = 1; done <= total; ++done) report.step(done);
}

TEST(ProgressReport, counts_to_a_thousand_at_the_top_level) {
  const auto shown = top_level();
  ProgressReport report(shown.get(), true, 0, nullptr);
  run(report, 4);
  EXPECT_THAT(shown->values, ElementsAre(250, 500, 750, 1000));
  EXPECT_EQ(shown->counts.back(), std::pair(4u, 4u));
}

TEST(ProgressReport, keeps_to_the_range_it_was_given_and_tells_no_counts) {
  const auto shown = in_range(100, 110);
  ProgressReport report(shown.get(), true, 0, nullptr);
  run(report, 2);
  EXPECT_THAT(shown->values, ElementsAre(105, 110));
  EXPECT_EQ(shown->counts.back(), std::pair(0u, 0u));
}

TEST(ProgressReport, reaches_the_most_with_the_last_step_and_not_before) {
  const auto shown = in_range(0, 3);
  ProgressReport report(shown.get(), true, 0, nullptr);
  run(report, 5000);
  EXPECT_EQ(std::count(shown->values.begin(), shown->values.end(), 3u), 1);
  EXPECT_TRUE(std::is_sorted(shown->values.begin(), shown->values.end()));
  EXPECT_EQ(shown->values.back(), 3u);
}

TEST(ProgressReport, is_at_its_end_where_there_is_nothing_to_do) {
  const auto shown = top_level();
  ProgressReport report(shown.get(), true, 0, nullptr);
  report.set_total(0);
  report.step(0);
  EXPECT_THAT(shown->values, ElementsAre(1000));
}

TEST(ProgressReport, holds_ranges_as_wide_as_they_can_be) {
  const auto shown = in_range(0, 0xFFFFFFFF);
  ProgressReport report(shown.get(), true, 0, nullptr);
  run(report, 2);
  EXPECT_THAT(shown->values, ElementsAre(0x7FFFFFFF, 0xFFFFFFFF));
}

TEST(ProgressReport, is_silent_without_the_flag_or_with_limits_that_are_none) {
  const auto shown = top_level(), upside_down = in_range(9, 2);
  ProgressReport unasked(shown.get(), false, 0, nullptr), limitless(upside_down.get(), true, 0, nullptr);
  run(unasked, 2);
  run(limitless, 2);
  EXPECT_THAT(shown->values, IsEmpty());
  EXPECT_THAT(upside_down->values, IsEmpty());
  EXPECT_EQ(unasked.for_step(1), nullptr);
  ProgressReport nobody(nullptr, true, 0, nullptr);
  run(nobody, 2);
}

TEST(ProgressReport, gives_a_step_its_part_of_the_range) {
  const auto shown = top_level();
  ProgressReport report(shown.get(), true, 0, nullptr);
  report.set_total(4);
  ProgressReport inner(report.for_step(2), true, 0, nullptr);
  EXPECT_EQ(shown->least(), 250u);
  EXPECT_EQ(shown->most(), 500u);
  run(inner, 2);
  report.step(2);
  EXPECT_THAT(shown->values, ElementsAre(375, 500, 500));
}

}  // namespace
}  // namespace postroom::mapi
