// What accounts, people, tokens and stores may be called. Code::invalid_argument says what is wrong.
#pragma once

#include <postroom/result.h>

#include <cstddef>
#include <string_view>

namespace postroom::accounts {

inline constexpr std::size_t kMaxAccountName = 64;  // bytes: a-z 0-9 . _ -, beginning with a letter
inline constexpr std::size_t kMaxStoreName = 64;    // bytes: a-z 0-9 . _ -, beginning with a letter or digit
inline constexpr std::size_t kMaxTokenLabel = 100;  // bytes

Status check_account_name(std::string_view name);
Status check_who(std::string_view who);  // at most kMaxSessionText bytes
Status check_token_label(std::string_view label);
Status check_store_name(std::string_view name);

}  // namespace postroom::accounts
