#include "store/search_text.h"

#include <postroom/html_text.h>
#include <postroom/search.h>
#include <postroom/tags.h>
#include <postroom/text.h>

#include <algorithm>
#include <array>

#include "base/try.h"
#include "model/collation.h"

namespace postroom::store {
namespace {

constexpr Looseness kOverlooked{.case_ = true, .nonspacing = true};

constexpr std::array kTexts{tag::subject, tag::sender_name, tag::sender_email_address,
                            tag::sent_representing_name, tag::sent_representing_email_address};
constexpr std::array kRecipientTypes{RecipientType::to, RecipientType::cc, RecipientType::bcc};
constexpr std::array kFileNames{tag::attach_long_filename, tag::attach_filename, tag::display_name};

bool is_space(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return byte <= ' ' || byte == 0x7F;
}

// Pieces of fields in search form, for as long as they are wanted.
class Writer {
 public:
  explicit Writer(const TakeText& take) : take_(take) {}

  void add(std::string_view text) {
    if (done_ || text.empty()) return;
    const std::string folded = fold(text, kOverlooked);
    std::string piece;
    piece.reserve(folded.size());
    for (const char character : folded) {
      const bool space = is_space(character);
      if (!space || !after_space_) piece += space ? ' ' : character;
      after_space_ = space;
    }
    done_ = !take_(piece);
  }
  void end_field() {
    if (!done_) done_ = !take_(std::string_view(&kFieldEnd, 1));
    after_space_ = false;
  }
  void add_field(std::string_view text) {
    if (text.empty()) return;
    add(text);
    end_field();
  }
  bool done() const { return done_; }

 private:
  const TakeText& take_;
  bool after_space_ = false;
  bool done_ = false;
};

// Where the first of two pieces ends that fold to what they fold to together: before an ASCII character, else
// at least between two characters.
std::size_t end_of_piece(std::string_view text) {
  for (std::size_t at = text.size() - 1; at > text.size() / 2; --at) {
    if (static_cast<unsigned char>(text[at]) < 0x80) return at;
  }
  const std::size_t whole = truncate_utf8(text, text.size() - 1).size();
  return whole == 0 ? text.size() : whole;
}

Status add_large(const LargeValue& value, LargeValues& large, Writer& writer) {
  TRY_SET(const auto access, large.get(value));
  std::string rest;
  Bytes buffer(kSearchPiece);
  for (std::uint64_t offset = 0; !writer.done();) {
    TRY_SET(const std::size_t count, access->read_at(offset, buffer));
    if (count == 0) break;
    offset += count;
    rest += as_text(ByteView(buffer).first(count));
    const std::size_t end = end_of_piece(rest);
    writer.add(std::string_view(rest).substr(0, end));
    rest.erase(0, end);
  }
  writer.add(rest);
  writer.end_field();
  return ok_status();
}

std::string_view text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* text = std::get_if<String8>(&value)) return text->bytes;
  if (const auto* bytes = std::get_if<Bytes>(&value)) return as_text(*bytes);
  return {};
}

Status add_value(const Property* property, LargeValues& large, Writer& writer) {
  if (!property) return ok_status();
  if (const auto* value = std::get_if<LargeValue>(&property->value)) return add_large(*value, large, writer);
  writer.add_field(text_of(property->value));
  return ok_status();
}

Result<std::string> load_html(const Value& value, LargeValues& large) {
  const auto* stored = std::get_if<LargeValue>(&value);
  if (!stored) return std::string(text_of(value));
  TRY_SET(const auto access, large.get(*stored));
  Bytes bytes(std::min<std::uint64_t>(stored->size, kMaxSearchedHtml));
  std::size_t size = 0;
  while (size < bytes.size()) {
    TRY_SET(const std::size_t count, access->read_at(size, std::span(bytes).subspan(size)));
    if (count == 0) break;
    size += count;
  }
  return std::string(as_text(ByteView(bytes).first(size)));
}

Status add_body(const MessageContent& content, LargeValues& large, Writer& writer) {
  if (const Property* plain = content.properties.find_id(tag::body.id()))
    return add_value(plain, large, writer);
  const Property* html = content.properties.find_id(tag::html.id());
  if (!html) return ok_status();
  TRY_SET(const std::string source, load_html(html->value, large));
  writer.add_field(html_to_text(repair_utf8(source)));
  return ok_status();
}

void add_people(const MessageContent& content, Writer& writer) {
  for (const RecipientType type : kRecipientTypes) writer.add_field(display_list(content, type));
  for (const Recipient& recipient : content.recipients) {
    if (writer.done()) return;
    writer.add_field(recipient_address(recipient));
  }
}

void add_attachments(const MessageContent& content, Writer& writer) {
  for (const Attachment& attachment : content.attachments) {
    for (const PropertyTag name : kFileNames) {
      const Property* property = attachment.properties.find_id(name.id());
      if (!property || text_of(property->value).empty()) continue;
      writer.add_field(text_of(property->value));
      break;
    }
  }
}

// Looks for several needles in text that comes in pieces.
class Finder {
 public:
  explicit Finder(const std::vector<std::string>& needles) : missing_(needles.begin(), needles.end()) {
    for (const std::string& needle : needles) overlap_ = std::max(overlap_, needle.size());
  }
  // Whether some are still to be found.
  bool add(std::string_view piece) {
    text_ += piece;
    std::erase_if(missing_, [&](std::string_view needle) { return text_.find(needle) != std::string::npos; });
    if (text_.size() > overlap_) text_.erase(0, text_.size() - overlap_);
    return !missing_.empty();
  }
  bool found_all() const { return missing_.empty(); }

 private:
  std::vector<std::string_view> missing_;
  std::size_t overlap_ = 0;
  std::string text_;  // the end of what came before
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// Puts the needle where no longer one has it, and drops those that it has.
void add_needle(std::vector<std::string>& needles, std::string_view text) {
  const std::string form = search_form(text);
  const std::string needle(trimmed(form));
  if (needle.empty()) return;
  for (const std::string& other : needles) {
    if (other.find(needle) != std::string::npos) return;
  }
  std::erase_if(needles, [&](const std::string& other) { return needle.find(other) != std::string::npos; });
  needles.push_back(needle);
}

}  // namespace

std::string search_form(std::string_view text) {
  std::string form;
  const TakeText take = [&](std::string_view piece) {
    form += piece;
    return true;
  };
  Writer(take).add(text);
  return form;
}

Result<std::vector<std::string>> parse_needles(std::string_view text) {
  if (text.size() > kMaxSearchText) {
    return Error{Code::too_big, "A search is at most " + std::to_string(kMaxSearchText) + " bytes long.", {}};
  }
  std::vector<std::string> needles;
  bool in_phrase = false;
  for (std::size_t at = 0; at < text.size(); in_phrase = !in_phrase) {
    const std::size_t end = std::min(text.find('"', at), text.size());
    std::string_view part = text.substr(at, end - at);
    at = end + 1;
    if (in_phrase) add_needle(needles, part);
    while (!in_phrase && !part.empty()) {
      const auto space = std::find_if(part.begin(), part.end(), is_space);
      const auto length = static_cast<std::size_t>(space - part.begin());
      add_needle(needles, part.substr(0, length));
      part.remove_prefix(std::min(length + 1, part.size()));
    }
  }
  if (needles.empty()) {
    return Error{Code::invalid_argument,
                 "There is nothing to search for; give a word, or a phrase in quotation marks.",
                 {}};
  }
  if (needles.size() > kMaxSearchParts) {
    return Error{
        Code::too_big, "A search has at most " + std::to_string(kMaxSearchParts) + " words and phrases.", {}};
  }
  return needles;
}

Status read_search_text(const MessageContent& content, LargeValues& large, const TakeText& take) {
  Writer writer(take);
  for (const PropertyTag text : kTexts) TRY(add_value(content.properties.find_id(text.id()), large, writer));
  add_people(content, writer);
  add_attachments(content, writer);
  if (writer.done()) return ok_status();
  return add_body(content, large, writer);
}

Result<std::string> indexed_text(const MessageContent& content, LargeValues& large) {
  std::string text;
  const Status read = read_search_text(content, large, [&](std::string_view piece) {
    text += piece;
    return text.size() <= kMaxIndexedText;
  });
  const bool is_gone =
      !read.ok() && read.error().code == Code::not_found;  // a large value: collected meanwhile
  if (!read.ok() && !is_gone) return read.error();
  if (text.size() <= kMaxIndexedText && !is_gone) return text;
  text = truncate_utf8(text, kMaxIndexedText);
  text += kFieldEnd;
  return text += kBeyondNeedle;
}

Result<bool> has_needles(const MessageContent& content, LargeValues& large,
                         const std::vector<std::string>& needles) {
  Finder finder(needles);
  TRY(read_search_text(content, large, [&](std::string_view piece) { return finder.add(piece); }));
  return finder.found_all();
}

bool has_large_text(const MessageContent& content) {
  const auto is_large = [&](PropertyTag text) {
    const Property* property = content.properties.find_id(text.id());
    return property && std::holds_alternative<LargeValue>(property->value);
  };
  return is_large(tag::body) || is_large(tag::html) || std::any_of(kTexts.begin(), kTexts.end(), is_large);
}

}  // namespace postroom::store
