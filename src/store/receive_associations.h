// Which folder receives messages of which class: how associations are kept, and which one is meant. Pure.
// ("MAPI Receive Folders" in the Outlook MAPI reference.)
#pragma once

#include <postroom/store.h>

namespace postroom::store {

// In order of class, ignoring the case of ASCII letters. A time of 0: as old as the folder.
using Associations = std::vector<ReceiveFolder>;

inline constexpr std::size_t kMaxReceivedClass = 255;  // bytes

// Code::invalid_argument for what is no message class: longer than that, with other characters than printable
// ASCII, or with an empty part between its dots. The empty class is one.
Status check_received_class(std::string_view message_class);

// Whether the class is `base` or below it: "IPM.Note" is below "IPM" and below "", and not below "IP".
bool is_of_class(std::string_view message_class, std::string_view base);

void associate(Associations& associations, ReceiveFolder added);  // instead of any other of its class
void forget(Associations& associations, std::string_view message_class);

// As a setting. Code::corrupt for text that is none, Code::newer_format for a later form.
std::string to_setting(const Associations& associations);
Result<Associations> parse_associations(std::string_view text);

}  // namespace postroom::store
