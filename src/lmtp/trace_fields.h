// The fields that the last server on a mail's way puts before it: Return-Path, Delivered-To and Received (RFC
// 5321, 4.4). Pure.
#pragma once

#include <postroom/time.h>

#include "lmtp/dialogue.h"

namespace postroom::lmtp {

struct TraceFields {
  const Envelope& envelope;
  const std::string& store;  // whose recipients are named
  const std::string& peer;   // the client's address; empty for a Unix socket
  const std::string& host;   // this server
  FileTime when;
  std::uint64_t id = 0;  // of the delivery
};

std::string trace_fields(const TraceFields& of);
std::string mail_date(FileTime time);  // "Sun, 29 Nov 2026 06:52:42 +0000"

}  // namespace postroom::lmtp
