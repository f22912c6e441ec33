#include "store/membership.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace postroom::store {

void Membership::replace(std::span<const MessageId> judged, std::span<const Member> met) {
  const auto is_member = [this](MessageId id) { return find(id) != nullptr; };
  if (met.empty() && std::none_of(judged.begin(), judged.end(), is_member)) return;
  std::vector<Member> result;
  result.reserve(members.size() + met.size());
  auto added = met.begin();
  for (const Member& member : members) {
    for (; added != met.end() && added->id < member.id; ++added) result.push_back(*added);
    if (!std::binary_search(judged.begin(), judged.end(), member.id)) result.push_back(member);
  }
  result.insert(result.end(), added, met.end());
  members = std::move(result);
}

void Membership::drop_outside() {
  std::erase_if(members, [this](const Member& member) { return !is_in_scope(member.folder); });
}

bool Membership::is_in_scope(FolderId folder) const {
  return std::binary_search(scope.begin(), scope.end(), folder);
}

const Member* Membership::find(MessageId id) const {
  const auto found =
      std::lower_bound(members.begin(), members.end(), id,
                       [](const Member& member, MessageId wanted) { return member.id < wanted; });
  return found != members.end() && found->id == id ? &*found : nullptr;
}

std::span<const std::uint32_t> SharedMembership::newest_first() const {
  std::call_once(sorted_, [this] {
    const std::vector<Member>& members = membership_.members;
    newest_first_.resize(members.size());
    std::iota(newest_first_.begin(), newest_first_.end(), 0U);
    std::sort(newest_first_.begin(), newest_first_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return members[a].date != members[b].date ? members[a].date > members[b].date
                                                : members[a].id > members[b].id;
    });
  });
  return newest_first_;
}

const std::vector<MemberCount>& SharedMembership::counts() const {
  std::call_once(counted_, [this] { counts_ = count_members(membership_); });
  return counts_;
}

std::vector<MemberCount> count_members(const Membership& membership) {
  std::map<FolderId, MemberCount> counts;
  for (const Member& member : membership.members) {
    MemberCount& count = counts[member.folder];
    ++count.content;
    if (member.unread) ++count.unread;
  }
  std::vector<MemberCount> result;
  for (auto& [folder, count] : counts) {
    count.folder = folder;
    result.push_back(count);
  }
  return result;
}

}  // namespace postroom::store
