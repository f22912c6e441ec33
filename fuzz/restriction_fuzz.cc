// Any bytes, as a restriction: refused cleanly, or checked, evaluated and encoded again to the same bytes.
#include <algorithm>
#include <cstdlib>

#include <postroom/restriction.h>
#include <postroom/tags.h>

#include "model/evaluate.h"
#include "model/testing/content_row.h"

namespace {

using postroom::ByteView;

const postroom::MessageContent& message() {
  static const postroom::MessageContent kMessage = [] {
    postroom::MessageContent content;
    content.properties.set(postroom::tag::subject, std::string("Quarterly r\xC3\xA9sum\xC3\xA9"));
    content.properties.set(postroom::tag::message_flags, std::int32_t{3});
    content.properties.set(postroom::tag::message_delivery_time, postroom::FileTime{132'000'000'000'000'000});
    content.recipients.push_back({0, {{postroom::tag::recipient_type, std::int32_t{1}}}});
    return content;
  }();
  return kMessage;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  const auto restriction = postroom::decode_restriction(bytes);
  if (!restriction.ok()) return 0;
  if (!postroom::check(*restriction).ok()) std::abort();
  const postroom::Bytes again = postroom::encode_restriction(*restriction);
  if (!std::equal(bytes.begin(), bytes.end(), again.begin(), again.end())) std::abort();
  postroom::testing::ContentRow row(message());
  if (!postroom::meets(*restriction, row).ok()) std::abort();
  return 0;
}
