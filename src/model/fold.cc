#include <cassert>
#include <cstring>

#include <postroom/text.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "model/collation.h"

namespace postroom {
namespace {

bool is_ascii(char c) { return static_cast<std::uint8_t>(c) < 0x80; }

// How many bytes at the front are ASCII.
std::size_t ascii_length(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t length = 0;
  for (std::uint64_t word = 0; text.size() - length >= sizeof(word); length += sizeof(word)) {
    std::memcpy(&word, text.data() + length, sizeof(word));
    if ((word & kHighBits) != 0) break;
  }
  while (length < text.size() && is_ascii(text[length])) ++length;
  return length;
}

std::size_t non_ascii_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && !is_ascii(text[length])) ++length;
  return length;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Eight ASCII characters at once: in each byte, the high bit is set where it is from 'A' to 'Z', and then
// becomes 32.
std::uint64_t lower(std::uint64_t word) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  const std::uint64_t from_a = word + kEach * (128 - 'A');
  const std::uint64_t past_z = word + kEach * (128 - 'Z' - 1);
  return word | ((from_a & ~past_z & kEach * 0x80) >> 2);
}

void append_ascii(std::string& folded, std::string_view text, Looseness overlooks) {
  std::size_t at = folded.size();
  folded += text;
  if (!overlooks.case_) return;
  for (std::uint64_t word = 0; folded.size() - at >= sizeof(word); at += sizeof(word)) {
    std::memcpy(&word, folded.data() + at, sizeof(word));
    word = lower(word);
    std::memcpy(folded.data() + at, &word, sizeof(word));
  }
  for (; at < folded.size(); ++at) folded[at] = lower(folded[at]);
}

icu::StringPiece piece(std::string_view text) {
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

std::string decompose(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
  std::string decomposed;
  icu::StringByteSink<std::string> sink(&decomposed);
  if (form) form->normalizeUTF8(0, piece(text), sink, nullptr, status);
  assert(U_SUCCESS(status));
  return decomposed;
}

// `text` is valid UTF-8.
std::string without_nonspacing_marks(std::string_view text) {
  std::string kept;
  const std::string decomposed = decompose(text);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(decomposed.data());
  for (std::size_t i = 0; i < decomposed.size();) {
    const std::size_t start = i;
    UChar32 character = 0;
    U8_NEXT_UNSAFE(bytes, i, character);
    if (u_charType(character) != U_NON_SPACING_MARK) kept.append(decomposed, start, i - start);
  }
  return kept;
}

void append_case_folded(std::string& folded, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&folded);
  icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, piece(text), sink, nullptr, status);
  assert(U_SUCCESS(status));
}

// `text` is a few characters of valid UTF-8, none of them ASCII. Marks go before the case does: the folded
// form of U+0345, which is one, is a letter.
void append_folded(std::string& folded, std::string_view text, Looseness overlooks) {
  std::string kept;
  if (overlooks.nonspacing) text = kept = without_nonspacing_marks(text);
  if (overlooks.case_) {
    append_case_folded(folded, text);
  } else {
    folded += text;
  }
}

// ICU counts in 32 bits. No normalization, and no case folding, looks further than from one ASCII character
// to the next; a longer run without one is no text for a person, and is cut between characters.
constexpr std::size_t kLongestRun = 1 << 20;

}  // namespace

std::string fold(std::string_view text, Looseness overlooks) {
  std::string repaired;
  if (!is_valid_utf8(text)) text = repaired = repair_utf8(text);
  if (!overlooks.case_ && !overlooks.nonspacing) return std::string(text);
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const std::size_t ascii = ascii_length(text);
    append_ascii(folded, text.substr(0, ascii), overlooks);
    text.remove_prefix(ascii);
    const std::string_view run = truncate_utf8(text.substr(0, non_ascii_length(text)), kLongestRun);
    if (!run.empty()) append_folded(folded, run, overlooks);
    text.remove_prefix(run.size());
  }
  return folded;
}

}  // namespace postroom
