// The well-known sets of named properties (MS-OXPROPS 1.3.2).
#pragma once

#include <postroom/property.h>

#include <optional>
#include <string_view>

namespace postroom {

// "PSETID_Appointment" for its GUID; empty for others.
std::string_view property_set_name(const Guid& set);

// The inverse, in any case.
std::optional<Guid> find_property_set(std::string_view name);

inline constexpr Guid kPsMeeting = make_guid(0x6ED8DA90, 0x450B, 0x101B, 0x98DA00AA003F1305);
inline constexpr Guid kPsLog = make_guid(0x0006200A, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsReport = make_guid(0x00062013, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsRemote = make_guid(0x00062014, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsSharing = make_guid(0x00062040, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsPostRss = make_guid(0x00062041, 0, 0, 0xC000000000000046);
inline constexpr Guid kPsAttachment = make_guid(0x96357F7F, 0x59E1, 0x47D0, 0x99A746515C183B54);
inline constexpr Guid kPsUnifiedMessaging = make_guid(0x4442858E, 0xA9E3, 0x4E80, 0xB900317A210CC15B);
inline constexpr Guid kPsAirSync = make_guid(0x71035549, 0x0739, 0x4DCB, 0x916300F0580DBBDF);
inline constexpr Guid kPsCalendarAssistant = make_guid(0x11000E07, 0xB51B, 0x40D6, 0xAF21CAA85EDAB1D0);

}  // namespace postroom
