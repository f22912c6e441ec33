#include "postroomd/page_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/try.h"
#include "http/problem.h"

namespace postroom::daemon {
namespace {

namespace fs = std::filesystem;

struct File {
  http::Response::SharedText whole, gzip, brotli;  // null where there is none
  std::string type, etag;
  std::string policy;  // empty: a browser does nothing with it by itself
  bool is_forever = false;
};
constexpr std::string_view kMailFrame = "mail_frame.html";
using Files = std::map<std::string, File, std::less<>>;

std::string type_of(const std::string& name) {
  static const std::map<std::string, std::string> kTypes{{".html", "text/html; charset=utf-8"},
                                                         {".js", "text/javascript; charset=utf-8"},
                                                         {".css", "text/css; charset=utf-8"},
                                                         {".json", "application/json"},
                                                         {".svg", "image/svg+xml"},
                                                         {".png", "image/png"},
                                                         {".ico", "image/x-icon"},
                                                         {".woff2", "font/woff2"},
                                                         {".webmanifest", "application/manifest+json"},
                                                         {".txt", "text/plain; charset=utf-8"}};
  const auto found = kTypes.find(fs::path(name).extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

// "index-4f3a9c21.js": a part between "-" or "." and the extension that no person would write.
bool has_hash(const std::string& name) {
  const std::string stem = fs::path(name).stem().string();
  const auto dash = stem.find_last_of("-.");
  return name.starts_with("assets/") && dash != std::string::npos && stem.size() - dash - 1 >= 8;
}

// FNV-1a: only tells one build's file from another's.
std::string etag_of(std::string_view content) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char c : content) hash = (hash ^ c) * 0x100000001b3;
  constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kHex[hash >> shift & 15];
  return "\"" + text + "\"";
}

Result<std::string> read_whole(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) return Error{Code::io_error, "The page's file " + path.string() + " cannot be read.", {}};
  return content;
}

Result<Files> read_files(const std::string& folder) {
  Files files;
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_regular_file()) continue;
    std::string name = fs::relative(entry->path(), folder).generic_string();
    TRY_SET(std::string content, read_whole(entry->path()));
    bytes += content.size();
    if (bytes > kMaxPageBytes)
      return Error{Code::too_big, "The web page in " + folder + " is larger than 64 MB.", {}};
    const std::string ending = fs::path(name).extension().string();
    const bool is_packed = ending == ".gz" || ending == ".br";
    if (is_packed) name.resize(name.size() - 3);
    File& file = files[name];
    auto shared = std::make_shared<const std::string>(std::move(content));
    if (is_packed) {
      (ending == ".gz" ? file.gzip : file.brotli) = std::move(shared);
      continue;
    }
    file.type = type_of(name);
    file.etag = etag_of(*shared);
    if (ending == ".html") file.policy = name == kMailFrame ? mail_frame_policy() : page_policy();
    file.is_forever = has_hash(name);
    file.whole = std::move(shared);
  }
  if (error)
    return Error{Code::not_found, "The web page's folder " + folder + " cannot be read.", error.message()};
  std::erase_if(files, [](const auto& each) { return !each.second.whole; });  // packed without what it is of
  return files;
}

bool takes(const http::Request& request, std::string_view coding) {
  const auto accepted = request.fields.find("Accept-Encoding");
  if (!accepted) return false;
  const auto at = accepted->find(coding);
  if (at == std::string_view::npos) return false;
  return accepted->substr(at + coding.size(), 5) != ";q=0," && accepted->substr(at + coding.size()) != ";q=0";
}

http::Response answer(const File& file, const http::Request& request) {
  http::Response response;
  response.fields.set("Content-Type", file.type);
  response.fields.set("Cache-Control", file.is_forever ? "public, max-age=31536000, immutable" : "no-cache");
  response.fields.set("Vary", "Accept-Encoding");
  if (!file.policy.empty()) {
    response.fields.set("Content-Security-Policy", file.policy);
    response.fields.set("Cross-Origin-Opener-Policy", "same-origin");
  }
  std::string etag = file.etag;
  http::Response::SharedText content = file.whole;
  const auto pack = [&](const http::Response::SharedText& packed, std::string_view coding) {
    content = packed;
    response.fields.set("Content-Encoding", std::string(coding));
    etag.insert(etag.size() - 1, "-" + std::string(coding));
  };
  if (file.brotli && takes(request, "br")) {
    pack(file.brotli, "br");
  } else if (file.gzip && takes(request, "gzip")) {
    pack(file.gzip, "gzip");
  }
  response.fields.set("ETag", etag);
  const auto known = request.fields.find("If-None-Match");
  if (known && known->find(etag) != std::string_view::npos) {
    response.status = 304;
    response.fields.remove("Content-Encoding");
    return response;
  }
  response.body = std::move(content);
  return response;
}

std::string joined(const std::vector<std::string>& segments) {
  std::string path;
  for (const std::string& segment : segments) path += (path.empty() ? "" : "/") + segment;
  return path;
}

}  // namespace

std::string page_policy() {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src "
         "'self'; "
         "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
         "frame-ancestors 'none'";
}

std::string mail_frame_policy() {
  return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data: https: "
         "http:; "
         "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-popups "
         "allow-popups-to-escape-sandbox";
}

Status add_page(http::Router& router, const std::string& folder) {
  TRY_SET(Files read, read_files(folder));
  if (!read.contains("index.html")) {
    return Error{Code::not_found, "There is no web page in " + folder + ": it has no index.html.", {}};
  }
  const auto files = std::make_shared<const Files>(std::move(read));
  const auto show = [files](const http::Request& request) {
    const std::string path = joined(request.parsed.segments);
    auto found = files->find(path);
    const bool is_address =
        found == files->end() && !path.starts_with("assets/") && !path.starts_with("api/");
    if (found == files->end() && !is_address) {
      return to_response(naming(http::problems::not_found("/" + path), request.id));
    }
    if (found == files->end()) found = files->find("index.html");
    return answer(found->second, request);
  };
  router.add({http::Method::get, "/", show, 0, show, {}});
  router.add({http::Method::get, "/{path...}", show, 0, show, {}});
  return ok_status();
}

}  // namespace postroom::daemon
