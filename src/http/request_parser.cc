#include "http/request_parser.h"

#include <postroom/text.h>

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>

namespace postroom::http {
namespace {

namespace beast = boost::beast;
using boost::system::error_code;
using BeastText = beast::string_view;

std::string_view view(BeastText text) { return {text.data(), text.size()}; }

// What decides where the request ends, as often as it came.
struct Framing {
  std::size_t hosts = 0, lengths = 0, codings = 0;
  std::string length, coding;
};

// Beast's parser, which hands over the parts.
class Parser final : public beast::http::basic_parser<true> {
 public:
  explicit Parser(RequestHead& head) : head_(head) {
    header_limit(static_cast<std::uint32_t>(kMaxHead));
    body_limit(boost::none);  // the route knows
  }
  void collect_into(std::string* body) { body_ = body; }
  const Framing& framing() const { return framing_; }

 private:
  void on_request_impl(beast::http::verb, BeastText method, BeastText target, int version,
                       error_code&) override {
    head_.method = view(method);
    head_.target = view(target);
    head_.http_1_1 = version == 11;
  }
  void on_response_impl(int, BeastText, int, error_code&) override {}
  void on_field_impl(beast::http::field which, BeastText name, BeastText value, error_code&) override {
    if (body_) return;  // a trailer: nothing here asks for one
    using beast::http::field;
    if (which == field::host) ++framing_.hosts;
    if (which == field::content_length && ++framing_.lengths) framing_.length = view(value);
    if (which == field::transfer_encoding && ++framing_.codings) framing_.coding = view(value);
    if (which == field::expect)
      head_.expects_continue = equals_ignoring_ascii_case(view(value), "100-continue");
    head_.fields.add(std::string(view(name)), std::string(view(value)));
  }
  void on_header_impl(error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(BeastText body, error_code&) override { return body.size(); }
  void on_chunk_header_impl(std::uint64_t, BeastText, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, BeastText piece, error_code&) override {
    body_->append(piece.data(), piece.size());
    return piece.size();
  }
  void on_finish_impl(error_code&) override {}

  RequestHead& head_;
  Framing framing_;
  std::string* body_ = nullptr;
};

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "http://example.com/a" is "/a" (RFC 9112, 3.2.2: every server has to take the absolute form).
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!equals_ignoring_ascii_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::size_t path = target.find_first_of("/?");
    return path == target.npos || target[path] == '?' ? std::string_view("/") : target.substr(path);
  }
  return target;
}

}  // namespace

struct RequestParser::Impl {
  std::optional<Parser> parser;
};

RequestParser::RequestParser() : impl_(std::make_unique<Impl>()) { begin(); }
RequestParser::~RequestParser() = default;

void RequestParser::begin() {
  head_ = {};
  impl_->parser.emplace(head_);
  refused_.reset();
  before_ = scanned_ = first_line_ = lines_ = 0;
  body_left_ = decoded_ = framing_ = 0;
}

std::size_t RequestParser::refuse(Problem problem) {
  refused_ = std::move(problem);
  return 0;
}

// Where the empty line ends; 0 if it is not there yet. Beast would take folded lines, and wait for the end of
// what cannot become a head any more.
std::size_t RequestParser::find_head_end(std::string_view bytes) {
  while (!refused_) {
    const std::size_t end = bytes.find('\n', scanned_);
    const std::size_t size = end == bytes.npos ? bytes.size() : end + 1;
    if (lines_ == 0 && size > kMaxRequestLine) return refuse(problems::target_too_long());
    if (lines_ > 0 && size - first_line_ > kMaxFieldBytes) return refuse(problems::fields_too_large());
    if (lines_ > 0 && size > scanned_ && (bytes[scanned_] == ' ' || bytes[scanned_] == '\t')) {
      return refuse("A header field must not go on in a second line.");
    }
    if (end == bytes.npos) return 0;
    if (end == 0 || bytes[end - 1] != '\r') return refuse("Lines of a request end in CR LF.");
    if (lines_ > 0 && end == scanned_ + 1) return size;
    if (++lines_ > kMaxFields + 1) return refuse(problems::fields_too_large());
    if (lines_ == 1) first_line_ = size;
    scanned_ = size;
  }
  return 0;
}

std::size_t RequestParser::read_head(std::string_view bytes) {
  // One empty line before a request is forgiven (RFC 9112, 2.2).
  if (lines_ == 0 && bytes.starts_with("\r\n")) before_ = 2;
  bytes.remove_prefix(before_);
  const std::size_t size = find_head_end(bytes);
  if (size == 0) return 0;
  head_.fields.reserve(lines_);
  error_code error;
  const std::size_t used = impl_->parser->put(boost::asio::const_buffer(bytes.data(), size), error);
  if (error || used != size) return refuse("The request is not HTTP/1.1: " + error.message() + ".");
  check_head();
  return refused_ ? 0 : before_ + size;
}

void RequestParser::check_head() {
  const Framing& framing = impl_->parser->framing();
  if (framing.hosts > 1 || (head_.http_1_1 && framing.hosts == 0)) {
    refuse("A request has one Host field.");
  } else if (framing.lengths + framing.codings > 1) {
    refuse("A request has one Content-Length or one Transfer-Encoding, not several.");
  } else if (framing.lengths == 1 && !is_digits(framing.length)) {
    refuse("Content-Length is a number.");
  } else if (framing.codings == 1 && !head_.http_1_1) {
    refuse("HTTP/1.0 has no Transfer-Encoding.");
  } else if (framing.codings == 1 && !equals_ignoring_ascii_case(framing.coding, "chunked")) {
    refuse("The only Transfer-Encoding that is understood here is 'chunked'.");
  }
  head_.target = without_authority(head_.target);
  head_.keep_alive = impl_->parser->keep_alive();
  head_.expects_continue = head_.expects_continue && head_.http_1_1;
  head_.chunked = framing.codings == 1;
  head_.length = body_left_ = framing.lengths == 1 ? impl_->parser->content_length().value_or(0) : 0;
}

bool RequestParser::is_done() const { return head_.chunked ? impl_->parser->is_done() : body_left_ == 0; }

std::size_t RequestParser::read_body(std::string_view bytes, std::string& body) {
  if (head_.chunked) return read_chunks(bytes, body);
  const auto used = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), body_left_));
  body.append(bytes.substr(0, used));
  body_left_ -= used;
  return used;
}

std::size_t RequestParser::read_chunks(std::string_view bytes, std::string& body) {
  const std::size_t before = body.size();
  std::size_t used = 0;
  impl_->parser->collect_into(&body);
  while (!impl_->parser->is_done() && used < bytes.size()) {
    error_code error;
    const std::string_view rest = bytes.substr(used);
    used += impl_->parser->put(boost::asio::const_buffer(rest.data(), rest.size()), error);
    if (error == beast::http::error::need_more) {
      if (bytes.size() - used > kMaxChunkLine)
        return refuse("A chunk's line, or its trailers, are too long.");
      break;
    }
    if (error) return refuse("The body is not in chunks: " + error.message() + ".");
  }
  decoded_ += body.size() - before;
  framing_ += used - (body.size() - before);
  if (framing_ > kMaxFraming + kMaxFramingPerByte * decoded_)
    return refuse("The body has more frame than content.");
  return used;
}

}  // namespace postroom::http
