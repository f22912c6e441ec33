// Which messages are in a search folder, as of a place in the change log. A value.
#pragma once

#include <postroom/ids.h>
#include <postroom/time.h>

#include <cstdint>
#include <mutex>
#include <span>
#include <vector>

namespace postroom::store {

struct Member {
  MessageId id;
  FolderId folder;  // the real one
  FileTime date;
  bool unread = false;
  friend bool operator==(const Member&, const Member&) = default;
};

struct Membership {
  LogPosition position;
  std::vector<FolderId> scope;  // sorted: where was looked. Empty for what is fixed
  std::vector<Member> members;  // in order of id

  // Of the messages `judged` (sorted) exactly `met` (in order of id) are members.
  void replace(std::span<const MessageId> judged, std::span<const Member> met);
  // Those that are outside of the scope are none any more.
  void drop_outside();
  bool is_in_scope(FolderId folder) const;
  const Member* find(MessageId id) const;  // null: it is none
  friend bool operator==(const Membership&, const Membership&) = default;
};

// How many of them are in each folder that has any, in order of folder.
struct MemberCount {
  FolderId folder;
  std::int64_t content = 0, unread = 0;
  friend bool operator==(const MemberCount&, const MemberCount&) = default;
};
std::vector<MemberCount> count_members(const Membership& membership);

// A membership that many read at once. Thread-safe; what is not in it already is worked out once.
class SharedMembership {
 public:
  explicit SharedMembership(Membership membership) : membership_(std::move(membership)) {}
  const Membership& get() const { return membership_; }
  // Places in `members`, as lists show them: by date, then id, the newest first.
  std::span<const std::uint32_t> newest_first() const;
  const std::vector<MemberCount>& counts() const;

 private:
  const Membership membership_;
  mutable std::once_flag sorted_, counted_;
  mutable std::vector<std::uint32_t> newest_first_;
  mutable std::vector<MemberCount> counts_;
};

}  // namespace postroom::store
