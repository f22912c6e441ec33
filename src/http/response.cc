#include "http/response.h"

#include <charconv>

#include "base/try.h"
#include "http/problem.h"

namespace postroom::http {
namespace {

struct Range {
  std::uint64_t begin = 0, end = 0;  // end: one past the last byte
};

// Digits alone; a number past 64 bits is the largest there is, since it lies past every end.
std::optional<std::uint64_t> parse_position(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? value : UINT64_MAX;
}

enum class Asked { whole, part, outside };

// What is not understood, and a list of ranges, asks for the whole (RFC 9110, 14.2).
Asked parse_range(std::string_view text, std::uint64_t size, Range& range) {
  constexpr std::string_view kUnit = "bytes=";
  if (!text.starts_with(kUnit)) return Asked::whole;
  text.remove_prefix(kUnit.size());
  const std::size_t dash = text.find('-');
  if (dash == text.npos) return Asked::whole;
  const std::string_view first = text.substr(0, dash), last = text.substr(dash + 1);
  const auto begin = parse_position(first), end = parse_position(last);
  if ((!first.empty() && !begin) || (!last.empty() && !end) || (!begin && !end)) return Asked::whole;
  if (begin && end && *end < *begin) return Asked::whole;
  if (!begin) {  // the last bytes
    if (*end == 0 || size == 0) return Asked::outside;
    range = {size - std::min(size, *end), size};
    return Asked::part;
  }
  if (*begin >= size) return Asked::outside;
  range = {*begin, end && *end < size - 1 ? *end + 1 : size};
  return Asked::part;
}

// If-Range: only a strong ETag that is the current one lets Range count (RFC 9110, 13.1.5).
bool range_counts(const Request& request, const Response& head) {
  if (request.method != Method::get || head.status != 200) return false;
  const auto condition = request.fields.find("If-Range");
  return !condition || (condition->starts_with('"') && head.fields.find("ETag") == condition);
}

class ContentSource final : public Source {
 public:
  ContentSource(std::shared_ptr<RandomAccess> content, Range range)
      : content_(std::move(content)), range_(*content_, range.begin, range.end - range.begin) {}
  Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return range_.read(buffer); }

 private:
  std::shared_ptr<RandomAccess> content_;
  RangeSource range_;
};

Result<std::string> read_range(RandomAccess& content, Range range) {
  std::string text(static_cast<std::size_t>(range.end - range.begin), '\0');
  RangeSource source(content, range.begin, range.end - range.begin);
  for (std::size_t filled = 0; filled < text.size();) {
    TRY_SET(
        const std::size_t count,
        source.read(std::span(reinterpret_cast<std::uint8_t*>(text.data()) + filled, text.size() - filled)));
    if (count == 0) return Error{Code::corrupt, "The content ends before its time.", {}};
    filled += count;
  }
  return text;
}

Response out_of_range(const Request& request, std::uint64_t size, const Response& head) {
  Response response = to_response(naming(problems::range_not_satisfiable(size), request.id));
  response.fields.set("Content-Range", "bytes */" + std::to_string(size));
  response.fields.set("Accept-Ranges", "bytes");
  if (const auto tag = head.fields.find("ETag")) response.fields.set("ETag", std::string(*tag));
  return response;
}

}  // namespace

Response text_response(unsigned status, std::string content_type, std::string body) {
  Response response;
  response.status = status;
  response.fields.add("Content-Type", std::move(content_type));
  response.body = std::move(body);
  return response;
}

Response json_response(unsigned status, std::string body) {
  return text_response(status, "application/json", std::move(body));
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

Response content_response(const Request& request, std::shared_ptr<RandomAccess> content, Response head) {
  const std::uint64_t size = content->size();
  Range range{0, size};
  Asked asked = Asked::whole;
  const std::vector<std::string_view> ranges = request.fields.all("Range");
  if (ranges.size() == 1 && range_counts(request, head)) asked = parse_range(ranges.front(), size, range);
  if (asked == Asked::outside) return out_of_range(request, size, head);
  head.fields.set("Accept-Ranges", "bytes");
  if (asked == Asked::part) {
    head.status = 206;
    head.fields.set("Content-Range", "bytes " + std::to_string(range.begin) + "-" +
                                         std::to_string(range.end - 1) + "/" + std::to_string(size));
  }
  const std::uint64_t length = range.end - range.begin;
  if (length > kReadAtOnce || request.method == Method::head) {
    head.body = Response::Stream{std::make_shared<ContentSource>(std::move(content), range), length};
    return head;
  }
  Result<std::string> text = read_range(*content, range);
  if (!text.ok()) {
    Response failed = to_response(problems::internal(request.id));
    failed.note = describe(text.error());
    return failed;
  }
  head.body = *std::move(text);
  return head;
}

}  // namespace postroom::http
