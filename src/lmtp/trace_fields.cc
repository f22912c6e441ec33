#include "lmtp/trace_fields.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace postroom::lmtp {
namespace {

// What a client calls itself may be anything; a field may hold only this.
std::string host_text(std::string_view name) {
  std::string text(name.substr(0, 255));
  std::erase_if(text, [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
             c == '-' || c == '_' || c == ':' || c == '[' || c == ']');
  });
  return text.empty() ? "unknown" : text;
}

std::string hexadecimal(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return text.data();
}

}  // namespace

std::string mail_date(FileTime time) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds seconds{std::chrono::seconds(to_unix_seconds(time))};
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(seconds - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

// Each recipient of the store is named once: who else got the mail is nobody's business.
std::string trace_fields(const TraceFields& of) {
  std::string fields = "Return-Path: <" + of.envelope.sender + ">\r\n";
  std::vector<std::string> named;
  for (const Recipient& recipient : of.envelope.recipients) {
    const bool is_here = recipient.store == of.store;
    if (!is_here || std::find(named.begin(), named.end(), recipient.address) != named.end()) continue;
    named.push_back(recipient.address);
    fields += "Delivered-To: " + recipient.address + "\r\n";
  }
  fields += "Received: from " + host_text(of.envelope.client);
  if (!of.peer.empty()) fields += " ([" + host_text(of.peer) + "])";
  fields += "\r\n\tby " + host_text(of.host) + " (Postroom) with " +
            (of.envelope.utf8 ? "UTF8LMTP" : "LMTP") + " id " + hexadecimal(of.id) + ";\r\n\t" +
            mail_date(of.when) + "\r\n";
  return fields;
}

}  // namespace postroom::lmtp
