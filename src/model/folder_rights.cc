#include <postroom/rights.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>

#include "base/try.h"

namespace postroom {
namespace {

using enum FolderRights;

struct RightName {
  const char* name;
  FolderRights right;
};

constexpr std::array kRights{
    RightName{"read", read},
    RightName{"create", create},
    RightName{"edit-own", edit_own},
    RightName{"delete-own", delete_own},
    RightName{"edit-all", edit_all},
    RightName{"delete-all", delete_all},
    RightName{"create-subfolder", create_subfolder},
    RightName{"folder-owner", owner},
    RightName{"contact", contact},
    RightName{"visible", visible},
};

FolderRights with_implied(FolderRights rights) {
  if (has(rights, edit_all)) rights = rights | edit_own;
  if (has(rights, delete_all)) rights = rights | delete_own;
  return rights;
}

std::string known_words() {
  std::string words;
  for (const Role& role : roles()) words += std::string(role.name) + ", ";
  words += "or single rights:";
  for (const RightName& right : kRights) words += (words.back() == ':' ? " " : ", ") + std::string(right.name);
  return words;
}

Result<FolderRights> parse_word(std::string_view word) {
  for (const Role& role : roles()) {
    if (equals_ignoring_ascii_case(role.name, word)) return role.rights;
  }
  for (const RightName& right : kRights) {
    if (equals_ignoring_ascii_case(right.name, word)) return right.right;
  }
  return Error{Code::invalid_argument,
               "“" + std::string(word) + "” is neither a role nor a right; there are " + known_words() + ".",
               {}};
}

bool has_unknown_bits(FolderRights rights) { return (static_cast<std::uint32_t>(rights) & ~0x7FBU) != 0; }

Status check_member(const MemberRights& member) {
  if (member.member.empty()) return Error{Code::invalid_argument, "A member of an access list needs a name.", {}};
  if (member.member.size() > kMaxMemberName) {
    return Error{Code::too_big, "The name of a member can have at most 255 bytes.", {}};
  }
  if (!is_valid_utf8(member.member)) return Error{Code::invalid_argument, "A member's name must be UTF-8 text.", {}};
  if (has_unknown_bits(member.rights)) {
    return Error{Code::invalid_argument, "The rights of " + member.member + " have bits that are no right.", {}};
  }
  return ok_status();
}

}  // namespace

MessageRights message_rights(FolderRights rights, Creator creator) {
  const bool own = creator == Creator::self;
  const bool edits_own = own && has(rights, edit_own);
  MessageRights may;
  may.read = has(rights, read) || edits_own;
  may.edit = edits_own || has(rights, read | edit_all);
  may.remove = has(rights, delete_all) || (own && has(rights, delete_own));
  return may;
}

FolderRights rights_of(const AccessList& list, std::string_view who) {
  for (const MemberRights& each : list.members) {
    if (each.member == who) return each.rights;
  }
  return list.others;
}

Result<AccessList> normalized(AccessList list) {
  if (list.members.size() > kMaxMembers) {
    return Error{Code::too_big, "At most 500 members can have rights of their own in one folder.", {}};
  }
  if (has_unknown_bits(list.others)) {
    return Error{Code::invalid_argument, "The rights of all others have bits that are no right.", {}};
  }
  list.others = with_implied(list.others);
  for (MemberRights& member : list.members) {
    TRY(check_member(member));
    member.rights = with_implied(member.rights);
  }
  std::sort(list.members.begin(), list.members.end(),
            [](const MemberRights& a, const MemberRights& b) { return a.member < b.member; });
  const auto twice = std::adjacent_find(list.members.begin(), list.members.end(),
                                        [](const auto& a, const auto& b) { return a.member == b.member; });
  if (twice != list.members.end()) {
    return Error{Code::invalid_argument, twice->member + " is named twice in one access list.", {}};
  }
  return list;
}

const std::vector<Role>& roles() {
  static const std::vector<Role> kRoles{
      {"owner", all},
      {"publishing-editor", all & ~(owner | contact)},
      {"editor", all & ~(owner | contact | create_subfolder)},
      {"publishing-author", read | create | edit_own | delete_own | create_subfolder | visible},
      {"author", read | create | edit_own | delete_own | visible},
      {"nonediting-author", read | create | delete_own | visible},
      {"reviewer", read | visible},
      {"contributor", create | visible},
      {"none", none},
  };
  return kRoles;
}

std::string to_text(FolderRights rights) {
  for (const Role& role : roles()) {
    if (role.rights == rights) return role.name;
  }
  std::string text;
  for (const RightName& right : kRights) {
    if (has(rights, right.right)) text += (text.empty() ? "" : ",") + std::string(right.name);
  }
  return text;
}

Result<FolderRights> parse_rights(std::string_view text) {
  FolderRights rights = none;
  for (;;) {
    const std::size_t end = std::min(text.find(','), text.size());
    TRY_SET(const FolderRights each, parse_word(text.substr(0, end)));
    rights = rights | each;
    if (end == text.size()) return with_implied(rights);
    text.remove_prefix(end + 1);
  }
}

}  // namespace postroom
