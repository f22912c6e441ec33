// Internet mail (RFC 5322, MIME) to message content and back. The mapping follows MS-OXCMAIL; docs are in
// src/formats/README.md. Unedited mail is exported from the bytes it came in, which the store keeps;
// write_mail() is for messages that were made or edited here.
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace postroom {

// A named property of a message that is not in a store yet: `type` is a tag of id 0, the store gives it an
// id.
struct NamedValue {
  PropertyName name;
  PropertyTag type;
  Value value;
  friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

// What the headers Status, X-Status and X-Mozilla-Status say; mail programs keep their marks in them inside
// mbox files.
struct MailMarks {
  std::optional<bool> read;  // nothing when no header says
  bool answered = false;
  bool flagged = false;
  bool draft = false;
  bool deleted = false;
  friend bool operator==(const MailMarks&, const MailMarks&) = default;
};

struct ParsedMail {
  MessageContent content;  // attachments have a null record key: the store makes one
  std::vector<NamedValue> named;
  std::optional<FileTime>
      delivered;  // also PR_MESSAGE_DELIVERY_TIME: Received, else the From_ line, else Date
  MailMarks marks;
  std::vector<std::string> warnings;  // sentences: what could not be carried as it was meant
};

// Any bytes are mail: what cannot be understood is kept as text or as an attachment, and a warning says so.
// Memory stays bounded whatever the size: decoded bodies and attachments past kInlineLimit stream into
// large.put(). `from_line` is the mbox separator line of the message, if it had one.
// - Text bodies become UTF-8 with the line ends they have; a NUL becomes U+FFFD. PR_HTML keeps its bytes, in
// the
//   code page PR_INTERNET_CPID.
// - Every header stands verbatim in PR_TRANSPORT_MESSAGE_HEADERS; unknown ones are nowhere else.
// Fails only when `bytes` or `large` fail. Thread-safe for different arguments.
Result<ParsedMail> parse_mail(RandomAccess& bytes, LargeValues& large, std::string_view from_line = {});

// A message of CRLF lines, 7 bits wide (but for addresses that are not ASCII), from properties. Headers in
// PR_TRANSPORT_MESSAGE_HEADERS that no property stands for are kept. Lines of a text body end in CRLF
// afterwards, whatever they ended in. Large attachments stream. Fails when `large` or `sink` fail, and with
// Code::too_big past kMaxEmbeddingDepth.
Status write_mail(const MessageContent& content, const std::vector<NamedValue>& named, LargeValues& large,
                  Sink& sink);

enum class MailFormat { eml, mbox };

// mbox when the first line that is not empty begins with "From ", else eml.
Result<MailFormat> detect_format(RandomAccess& bytes);

inline constexpr std::size_t kMaxMailWarnings = 64;         // then "... and more"
inline constexpr std::size_t kMaxMailParts = 16'384;        // MIME parts, in embedded messages too
inline constexpr int kMaxPartNesting = 128;                 // multiparts inside one another
inline constexpr std::size_t kMaxHeaderBytes = 1 << 20;     // one block of headers
inline constexpr std::size_t kMaxRecipientBytes = 8 << 20;  // names and addresses of one message
inline constexpr std::size_t kMaxInlineBytes = 16
                                               << 20;  // values kept inside one message; then in large.put()
inline constexpr std::uint64_t kMaxDecodedMessage = 16 << 20;  // an embedded message that is itself encoded
inline constexpr std::size_t kMaxBoundaryLines = 32'768;  // lines beginning with "--", in a large message
inline constexpr std::uint64_t kMaxStructureBytes = 64 << 20;  // what may be headers and boundaries in all

}  // namespace postroom
