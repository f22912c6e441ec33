#include <charconv>

#include <postroom/property_names.h>
#include <postroom/text.h>

#include "model/hexadecimal.h"

namespace postroom {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr std::uint64_t kCurrencyUnit = 10'000;

// "." and the digits of `part` out of a unit of `width` digits, without zeros at the end; nothing for 0.
std::string fraction_text(std::uint64_t part, std::size_t width) {
  if (part == 0) return {};
  std::string digits = std::to_string(part);
  digits.insert(0, width - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  return "." + digits;
}

// Puts the parts of one value behind one another, and gives up once there is more than will be shown.
class TextBuilder {
 public:
  explicit TextBuilder(std::size_t limit) : limit_(limit) {}

  std::string take() {
    text_ = repair_utf8(text_);
    if (text_.size() <= limit_) return std::move(text_);
    if (limit_ < kEllipsis.size()) return std::string(truncate_utf8(text_, limit_));
    return std::string(truncate_utf8(text_, limit_ - kEllipsis.size())).append(kEllipsis);
  }

  void add(Null) {}
  void add(bool value) { text_ += value ? "true" : "false"; }
  void add(std::int16_t value) { text_ += std::to_string(value); }
  void add(std::int32_t value) { text_ += std::to_string(value); }
  void add(std::int64_t value) { text_ += std::to_string(value); }
  void add(float value) { add_shortest(value); }
  void add(double value) { add_shortest(value); }
  void add(AppTime value) { add_shortest(value.days); }
  void add(Currency value) {
    const bool negative = value.ten_thousandths < 0;
    const auto number = static_cast<std::uint64_t>(value.ten_thousandths);
    const std::uint64_t size = negative ? 0 - number : number;
    text_ += negative ? "-" : "";
    text_ += std::to_string(size / kCurrencyUnit) + fraction_text(size % kCurrencyUnit, 4);
  }
  void add(ErrorValue value) {
    const auto byte = [&](int shift) { return static_cast<std::uint8_t>(value.scode >> shift); };
    const std::uint8_t bytes[] = {byte(24), byte(16), byte(8), byte(0)};
    text_ += "0x";
    append_hexadecimal(text_, bytes);
  }
  void add(FileTime time) {
    std::string text = to_iso8601(time);
    if (text.ends_with('Z')) {
      text.insert(text.size() - 1,
                  fraction_text(static_cast<std::uint64_t>(time.ticks % kTicksPerSecond), 7));
    }
    text_ += text;
  }
  void add(const Guid& guid) { text_ += to_text(guid); }
  void add(const String8& text) { add(text.bytes); }
  void add(const std::string& text) { text_ += std::string_view(text).substr(0, limit_ + 1); }
  void add(const Bytes& bytes) {
    append_hexadecimal(text_, ByteView(bytes).first(std::min(bytes.size(), limit_ / 2 + 1)));
  }
  void add(const LargeValue& value) { text_ += "(" + std::to_string(value.size) + " bytes)"; }

  template <class T>
  void add(const std::vector<T>& values) {
    for (std::size_t i = 0; i < values.size() && text_.size() <= limit_; ++i) {
      if (i > 0) text_ += "; ";
      add_escaped(values[i]);
      // Else an empty value at the end would not be seen.
      if (i + 1 == values.size() && is_empty(values[i])) text_ += ";";
    }
  }

 private:
  template <class Float>
  void add_shortest(Float value) {
    char text[64];
    const auto end = std::to_chars(std::begin(text), std::end(text), value).ptr;
    text_.append(text, end);
  }

  void add_escaped(const String8& text) { add_escaped(text.bytes); }
  void add_escaped(const std::string& text) {
    for (const char c : std::string_view(text).substr(0, limit_ + 1)) {
      if (c == ';' || c == '\\') text_ += '\\';
      text_ += c;
    }
  }
  template <class T>
  void add_escaped(const T& value) {
    add(value);
  }

  static bool is_empty(const String8& text) { return text.bytes.empty(); }
  static bool is_empty(const std::string& text) { return text.empty(); }
  static bool is_empty(const Bytes& bytes) { return bytes.empty(); }
  template <class T>
  static bool is_empty(const T&) {
    return false;
  }

  std::size_t limit_;
  std::string text_;
};

}  // namespace

std::string to_text(PropertyTag, const Value& value, std::size_t limit) {
  TextBuilder builder(limit);
  std::visit([&](const auto& any) { builder.add(any); }, value);
  return builder.take();
}

}  // namespace postroom
