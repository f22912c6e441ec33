#include "store/search_cache.h"

#include <algorithm>

#include "base/try.h"
#include "storage/store_keys.h"
#include "store/number_text.h"
#include "store/search_state.h"

namespace postroom::store {
namespace {

constexpr std::uint64_t kCacheForm = 1;         // raised when the texts change
constexpr std::size_t kMembersInPart = 20'000;  // in one setting, some 12 letters each

std::string key(FolderId folder, const std::string& what) {
  return storage::kCacheKeys + ("search." + std::to_string(folder.value) + "." + what);
}
std::string part_key(FolderId folder, std::uint64_t part) {
  return key(folder, "part." + std::to_string(part));
}

// Sorted ids as differences; wraps around for what nobody wrote, as the id then is of nothing.
class Ascending {
 public:
  void put(NumberWriter& writer, std::int64_t id) {
    writer.put(static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(last_));
    last_ = id;
  }
  Result<std::int64_t> next(NumberReader& reader) {
    TRY_SET(const std::uint64_t difference, reader.next());
    last_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(last_) + difference);
    return last_;
  }

 private:
  std::int64_t last_ = 0;
};

void write_head(NumberWriter& writer, const SearchCacheHead& head) {
  writer.put(kCacheForm);
  writer.put(head.run);
  writer.put(static_cast<std::uint64_t>(head.position.value));
  writer.put(head.has_members ? 1 : 0);
  writer.put(head.scope.size());
  Ascending ids;
  for (const FolderId folder : head.scope) ids.put(writer, folder.value);
  writer.put(head.counts.size());
  Ascending counted;
  for (const MemberCount& count : head.counts) {
    counted.put(writer, count.folder.value);
    writer.put(static_cast<std::uint64_t>(count.content));
    writer.put(static_cast<std::uint64_t>(count.unread));
  }
}

Result<SearchCacheHead> parse_head(const std::string& text) {
  NumberReader reader(text);
  TRY_SET(const std::uint64_t form, reader.next());
  if (form != kCacheForm) return Error{Code::newer_format, "Another form of cache.", {}};
  SearchCacheHead head;
  TRY_SET(head.run, reader.next());
  TRY_SET(const std::uint64_t position, reader.next());
  head.position.value = static_cast<std::int64_t>(position);
  TRY_SET(const std::uint64_t has_members, reader.next());
  head.has_members = has_members != 0;
  TRY_SET(const std::size_t scope, reader.count(1));
  Ascending ids;
  for (std::size_t i = 0; i < scope; ++i) {
    TRY_SET(const std::int64_t id, ids.next(reader));
    head.scope.push_back(FolderId{id});
  }
  TRY_SET(const std::size_t counts, reader.count(3));
  Ascending counted;
  for (std::size_t i = 0; i < counts; ++i) {
    TRY_SET(const std::int64_t id, counted.next(reader));
    TRY_SET(const std::uint64_t content, reader.next());
    TRY_SET(const std::uint64_t unread, reader.next());
    head.counts.push_back(
        {FolderId{id}, static_cast<std::int64_t>(content), static_cast<std::int64_t>(unread)});
  }
  return head;
}

std::string write_part(std::span<const Member> members, const std::vector<FolderId>& scope) {
  NumberWriter writer;
  Ascending ids;
  std::int64_t last_date = 0;
  for (const Member& member : members) {
    ids.put(writer, member.id.value);
    const auto place = std::lower_bound(scope.begin(), scope.end(), member.folder) - scope.begin();
    writer.put(static_cast<std::uint64_t>(place) << 1 | (member.unread ? 1 : 0));
    writer.put_signed(static_cast<std::int64_t>(static_cast<std::uint64_t>(member.date.ticks) -
                                                static_cast<std::uint64_t>(last_date)));
    last_date = member.date.ticks;
  }
  return writer.take();
}

Status read_part(const std::string& text, Membership& membership) {
  Ascending ids;
  std::uint64_t date = 0;
  for (NumberReader reader(text); !reader.is_at_end();) {
    Member member;
    TRY_SET(member.id.value, ids.next(reader));
    TRY_SET(const std::uint64_t place, reader.next());
    TRY_SET(const std::int64_t difference, reader.next_signed());
    const bool in_order = membership.members.empty() || membership.members.back().id < member.id;
    if (place >> 1 >= membership.scope.size() || !in_order) return Error{Code::corrupt, "Not a cache.", {}};
    date += static_cast<std::uint64_t>(difference);
    member.folder = membership.scope[place >> 1];
    member.unread = (place & 1) != 0;
    member.date.ticks = static_cast<std::int64_t>(date);
    membership.members.push_back(member);
  }
  return ok_status();
}

std::int64_t total(const SearchCacheHead& head) {
  std::int64_t sum = 0;
  for (const MemberCount& count : head.counts) sum += count.content;
  return sum;
}

}  // namespace

Result<std::optional<SearchCacheHead>> read_cache_head(storage::View& view, FolderId folder) {
  TRY_SET(const auto text, view.setting(key(folder, "head")));
  if (!text) return std::optional<SearchCacheHead>();
  auto head = parse_head(*text);
  if (!head.ok()) return std::optional<SearchCacheHead>();
  return std::optional(std::move(*head));
}

Result<std::optional<Membership>> read_cache(storage::View& view, FolderId folder, std::uint64_t run) {
  const std::optional<Membership> none;
  TRY_SET(const auto head, read_cache_head(view, folder));
  if (!head || head->run != run || !head->has_members) return none;
  if (!std::is_sorted(head->scope.begin(), head->scope.end())) return none;
  Membership kept;
  kept.position = head->position;
  kept.scope = head->scope;
  for (std::uint64_t part = 0;; ++part) {
    TRY_SET(const auto text, view.setting(part_key(folder, part)));
    if (!text) break;
    if (!read_part(*text, kept).ok()) return none;
  }
  if (static_cast<std::int64_t>(kept.members.size()) != total(*head)) return none;
  return std::optional(std::move(kept));
}

Status write_cache(storage::Transaction& transaction, FolderId folder, std::uint64_t run,
                   const Membership& membership, Keep keep) {
  TRY_SET(const auto there, read_cache_head(transaction, folder));
  SearchCacheHead head;
  head.run = run;
  head.position = membership.position;
  head.has_members = keep == Keep::members && membership.members.size() <= kMaxKeptMembers;
  head.counts = count_members(membership);
  if (there && there->run == run && there->position >= head.position &&
      there->has_members >= head.has_members) {
    return ok_status();
  }
  TRY(remove_settings(transaction, key(folder, "part.")));
  if (head.has_members) {
    head.scope = membership.scope;
    const std::span<const Member> members = membership.members;
    for (std::size_t start = 0; start < members.size(); start += kMembersInPart) {
      const auto part = members.subspan(start, std::min(kMembersInPart, members.size() - start));
      TRY(transaction.put_setting(part_key(folder, start / kMembersInPart), write_part(part, head.scope)));
    }
  }
  NumberWriter writer;
  write_head(writer, head);
  return transaction.put_setting(key(folder, "head"), writer.take());
}

}  // namespace postroom::store
