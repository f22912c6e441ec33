#include "formats/text_content.h"

#include <postroom/tags.h>
#include <postroom/text.h>

#include <cstring>

#include "base/try.h"
#include "formats/charset_decoder.h"
#include "formats/code_pages.h"

namespace postroom {
namespace {

constexpr std::size_t kSmallText = 64 * 1024;  // bytes that are decoded at once

// Decoded content as UTF-8, in bounded memory.
class TextSource final : public Source {
 public:
  TextSource(Source& bytes, CharsetDecoder decoder) : bytes_(bytes), decoder_(std::move(decoder)) {}

  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    while (next_ == text_.size() && !ended_) TRY(refill());
    const std::size_t count = std::min(buffer.size(), text_.size() - next_);
    std::memcpy(buffer.data(), text_.data() + next_, count);
    next_ += count;
    return count;
  }
  bool repaired() const { return decoder_.repaired(); }

 private:
  Status refill() {
    std::array<std::uint8_t, 8 * 1024> piece;
    TRY_SET(const std::size_t count, bytes_.read(piece));
    text_.clear();
    next_ = 0;
    ended_ = count == 0;
    if (ended_)
      decoder_.finish(text_);
    else
      decoder_.feed(as_text(ByteView(piece).first(count)), text_);
    return ok_status();
  }

  Source& bytes_;
  CharsetDecoder decoder_;
  std::string text_;
  std::size_t next_ = 0;
  bool ended_ = false;
};

struct Start {
  std::string bytes;
  bool complete = false;
};

// All content, or its first kSmallText bytes.
Result<Start> read_start(TransferDecoder& decoder, std::uint64_t at_most) {
  Start start;
  const std::size_t limit = static_cast<std::size_t>(std::min<std::uint64_t>(at_most, kSmallText));
  start.bytes.resize(limit + 1);
  std::size_t filled = 0;
  while (filled < start.bytes.size()) {
    TRY_SET(const std::size_t count,
            decoder.read(
                {reinterpret_cast<std::uint8_t*>(start.bytes.data()) + filled, start.bytes.size() - filled}));
    if (count == 0) {
      start.complete = true;
      break;
    }
    filled += count;
  }
  start.bytes.resize(filled);
  return start;
}

enum class Looks { ascii, utf8, neither };

// Reads all of the part to find out.
Result<Looks> examine(const PartContent& part) {
  TransferDecoder bytes(part.mail, part.range, part.encoding);
  auto decoder = CharsetDecoder::open("utf-8");
  std::array<std::uint8_t, 8 * 1024> piece;
  std::string text;
  Looks looks = Looks::ascii;
  for (;;) {
    TRY_SET(const std::size_t count, bytes.read(piece));
    if (count == 0) return looks;
    const std::string_view view = as_text(ByteView(piece).first(count));
    if (!is_ascii(view)) looks = Looks::utf8;
    text.clear();
    decoder->feed(view, text);
    if (decoder->repaired() && view.find('\0') == std::string_view::npos) return Looks::neither;
  }
}

Result<Looks> examine(const PartContent& part, const Start& start) {
  if (!start.complete) return examine(part);
  return is_ascii(start.bytes) ? Looks::ascii : is_valid_utf8(start.bytes) ? Looks::utf8 : Looks::neither;
}

// The charset to read the part in: the declared one if it is known and not contradicted.
Result<std::string> choose_charset(const PartContent& part, const Start& start, MailWarnings& warnings) {
  const std::optional<int> page = part.charset.empty() ? kAsciiCodePage : code_page_of(part.charset);
  const bool claims_ascii = page == kAsciiCodePage;
  if (!claims_ascii && (page || CharsetDecoder::open(part.charset))) return part.charset;
  TRY_SET(const Looks looks, examine(part, start));
  if (claims_ascii && looks == Looks::ascii) return std::string("us-ascii");
  std::string guess = looks == Looks::neither ? "windows-1252" : "utf-8";
  if (looks == Looks::ascii) return guess;
  if (!part.charset.empty() && !claims_ascii) {
    warnings.add("The charset " + std::string(truncate_utf8(part.charset, 40)) + " is not known; " + guess +
                 " was taken instead.");
  } else {
    warnings.add("A text has 8-bit characters but names no charset for them; " + guess + " was taken.");
  }
  return guess;
}

int page_or_utf8(const std::string& charset) { return code_page_of(charset).value_or(kUtf8CodePage); }

void warn_damage(const TransferDecoder& decoder, MailWarnings& warnings) {
  if (decoder.damaged())
    warnings.add("A part has characters that do not belong in base64; they were skipped.");
}

void warn_repair(const std::string& charset, MailWarnings& warnings) {
  warnings.add("A text has bytes that are not " + std::string(truncate_utf8(charset, 40)) +
               "; they were replaced by U+FFFD.");
}

}  // namespace

Result<TextContent> read_plain_text(const PartContent& part, ValueKeeper& keeper, MailWarnings& warnings) {
  TransferDecoder decoder(part.mail, part.range, part.encoding);
  TRY_SET(Start start, read_start(decoder, part.range.length()));
  TRY_SET(const std::string charset, choose_charset(part, start, warnings));
  const int page = page_or_utf8(charset);
  if (start.complete) {
    warn_damage(decoder, warnings);
    if (page == kAsciiCodePage && std::memchr(start.bytes.data(), 0, start.bytes.size()) == nullptr) {
      TRY_SET(Value value, keeper.keep_text(std::move(start.bytes)));
      return TextContent{std::move(value), page};
    }
  }
  auto converter = CharsetDecoder::open(charset);
  if (!converter) converter = CharsetDecoder::open("utf-8");
  MemorySource known(start.bytes);
  TransferDecoder again(part.mail, part.range, part.encoding);
  TextSource text(start.complete ? static_cast<Source&>(known) : again, std::move(*converter));
  std::uint64_t size = 0;
  TRY_SET(Value value, keeper.keep(tag::body, text, size));
  if (!start.complete) warn_damage(again, warnings);
  if (text.repaired()) warn_repair(charset, warnings);
  return TextContent{std::move(value), page};
}

Result<TextContent> read_html(const PartContent& part, ValueKeeper& keeper, MailWarnings& warnings) {
  TransferDecoder decoder(part.mail, part.range, part.encoding);
  TRY_SET(Start start, read_start(decoder, part.range.length()));
  TRY_SET(const std::string charset, choose_charset(part, start, warnings));
  const int page = page_or_utf8(charset);
  if (start.complete) {
    warn_damage(decoder, warnings);
    TRY_SET(Value value, keeper.keep_bytes(to_bytes(start.bytes)));
    return TextContent{std::move(value), page};
  }
  TransferDecoder again(part.mail, part.range, part.encoding);
  std::uint64_t size = 0;
  TRY_SET(Value value, keeper.keep(tag::html, again, size));
  warn_damage(again, warnings);
  return TextContent{std::move(value), page};
}

}  // namespace postroom
