#include "fault/disk_trace.h"

#include <gtest/gtest.h>

#include <set>

namespace postroom::fault {
namespace {

using Kind = DiskEvent::Kind;
using Events = std::vector<DiskEvent>;

DiskEvent create(FileNumber file, std::string name) { return {Kind::create, file, std::move(name)}; }
DiskEvent remove(std::string name) { return {Kind::remove, 0, std::move(name)}; }
DiskEvent write(FileNumber file, std::uint64_t offset, std::string_view text) {
  return {Kind::write, file, {}, offset, to_bytes(text)};
}
DiskEvent sync(FileNumber file) { return {Kind::sync, file}; }
DiskEvent lose_sync(FileNumber file) { return {Kind::lose_sync, file}; }
DiskEvent sync_folder() { return {Kind::sync_folder}; }

DiskImage image(const Events& events, Loss loss, std::uint32_t seed = 1) {
  return image_after(events, loss, seed);
}

// A durable file "a" that holds "old".
Events start() { return {create(1, "a"), write(1, 0, "old"), sync(1), sync_folder()}; }

Events start_and(const Events& more) {
  Events events = start();
  events.insert(events.end(), more.begin(), more.end());
  return events;
}

const DiskImage kOld{{"a", to_bytes("old")}};
const DiskImage kNew{{"a", to_bytes("new")}};

TEST(DiskTrace, keeps_what_was_synced) { EXPECT_EQ(image(start(), Loss::everything), kOld); }

TEST(DiskTrace, drops_writes_that_were_not_synced) {
  EXPECT_EQ(image(start_and({write(1, 0, "new")}), Loss::everything), kOld);
  EXPECT_EQ(image(start_and({write(1, 0, "new"), sync(1)}), Loss::everything), kNew);
}

TEST(DiskTrace, a_killed_program_loses_no_write) {
  EXPECT_EQ(image(start_and({write(1, 0, "new")}), Loss::nothing), kNew);
  EXPECT_EQ(image(start_and({write(1, 0, "new"), lose_sync(1)}), Loss::nothing), kNew);
}

TEST(DiskTrace, the_sync_of_one_file_leaves_others_as_they_are) {
  const Events events =
      start_and({create(2, "b"), sync_folder(), write(1, 0, "new"), write(2, 0, "b"), sync(2)});
  EXPECT_EQ(image(events, Loss::everything), (DiskImage{{"a", to_bytes("old")}, {"b", to_bytes("b")}}));
}

TEST(DiskTrace, names_are_durable_only_with_their_folder) {
  const Events created = start_and({create(2, "b"), write(2, 0, "b"), sync(2)});
  EXPECT_EQ(image(created, Loss::everything), kOld);
  EXPECT_EQ(image(start_and({remove("a")}), Loss::everything), kOld);
  EXPECT_EQ(image(start_and({remove("a"), sync_folder()}), Loss::everything), DiskImage());
}

TEST(DiskTrace, a_name_that_comes_again_means_the_new_file) {
  const Events events = start_and({remove("a"), create(2, "a"), write(2, 0, "new"), sync(2)});
  EXPECT_EQ(image(events, Loss::everything), kOld);
  EXPECT_EQ(image(events, Loss::nothing), kNew);
}

TEST(DiskTrace, what_is_adopted_is_durable_whatever_its_name_meant_before) {
  const DiskEvent adopt{Kind::adopt, 2, "a", 0, to_bytes("new")};
  EXPECT_EQ(image(start_and({adopt}), Loss::everything), kNew);
  EXPECT_EQ(image(start_and({remove("a"), adopt, sync_folder()}), Loss::everything), kNew);
}

TEST(DiskTrace, what_a_failed_sync_lost_stays_lost) {
  EXPECT_EQ(image(start_and({write(1, 0, "n"), lose_sync(1), write(1, 2, "w"), sync(1)}), Loss::everything),
            (DiskImage{{"a", to_bytes("olw")}}));
}

TEST(DiskTrace, truncates_when_synced) {
  const DiskEvent truncate{Kind::truncate, 1, {}, 1};
  EXPECT_EQ(image(start_and({truncate}), Loss::everything), kOld);
  EXPECT_EQ(image(start_and({truncate, sync(1)}), Loss::everything), (DiskImage{{"a", to_bytes("o")}}));
}

TEST(DiskTrace, some_writes_arrive_in_any_combination) {
  const Events events = start_and({write(1, 0, "N"), write(1, 1, "E"), write(1, 2, "W")});
  std::set<Bytes> seen;
  for (std::uint32_t seed = 0; seed < 200; ++seed) seen.insert(image(events, Loss::some, seed).at("a"));
  EXPECT_EQ(seen.size(), 8U);
}

TEST(DiskTrace, a_torn_tail_is_a_beginning_of_what_was_written) {
  const Events events = start_and({write(1, 0, "NE"), write(1, 2, "WER")});
  std::set<Bytes> seen;
  for (std::uint32_t seed = 0; seed < 200; ++seed) seen.insert(image(events, Loss::tail, seed).at("a"));
  const std::set<Bytes> expected{to_bytes("old"), to_bytes("Nld"), to_bytes("NEd"), to_bytes("NEW"),
                                 to_bytes("NEWE")};
  EXPECT_EQ(seen, expected);
}

TEST(DiskTrace, sectors_of_one_write_arrive_apart) {
  const Events events = start_and({write(1, 500, std::string(2000, 'x'))});
  bool is_torn = false;
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    Bytes bytes = image(events, Loss::sectors, seed).at("a");
    bytes.resize(2500);
    for (std::size_t at = 512; at < 2048; at += kSectorBytes) {
      for (std::size_t i = 1; i < kSectorBytes; ++i)
        ASSERT_EQ(bytes[at + i], bytes[at]) << "a sector is torn";
      is_torn = is_torn || bytes[at] != bytes[1024];
    }
  }
  EXPECT_TRUE(is_torn);
}

}  // namespace
}  // namespace postroom::fault
