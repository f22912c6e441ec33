// Short ways to parse and write mail in tests.
#pragma once

#include <gtest/gtest.h>
#include <postroom/mail.h>

#include <string>

#include "formats/testing/mail_comparison.h"
#include "formats/testing/memory_large_values.h"

namespace postroom {

inline ParsedMail parse_text(std::string_view text, LargeValues& large, std::string_view from_line = {}) {
  MemoryAccess bytes(as_bytes(text));
  auto mail = parse_mail(bytes, large, from_line);
  EXPECT_TRUE(mail.ok()) << (mail.ok() ? "" : describe(mail.error()));
  return mail.ok() ? std::move(mail).value() : ParsedMail{};
}

inline ParsedMail parse_text(std::string_view text) {
  MemoryLargeValues large;
  return parse_text(text, large);
}

inline std::string write_text(const MessageContent& content, LargeValues& large,
                              const std::vector<NamedValue>& named = {}) {
  MemorySink sink;
  const Status written = write_mail(content, named, large, sink);
  EXPECT_TRUE(written.ok()) << (written.ok() ? "" : describe(written.error()));
  return std::string(as_text(sink.bytes()));
}

inline std::string text_of(const PropertySet& properties, PropertyTag tag) {
  return properties.get_or<std::string>(tag, "(none)");
}

}  // namespace postroom
