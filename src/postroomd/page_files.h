// The web page's files, read once and answered from memory.
#pragma once

#include "http/router.h"

namespace postroom::daemon {

// What browsers may do with the page: its own scripts and styles, pictures that it makes itself, and nothing
// from elsewhere.
std::string page_policy();
// And with mail_frame.html, in which the page shows HTML mail: it has no origin. web/README.md says why each
// is so.
std::string mail_frame_policy();

// Puts the page into the router: "/" and what is no file is index.html (the page finds its way by the
// address), every other file has its own address. Names that hold a hash of their content
// ("assets/x-4f3a9c21.js") are kept by browsers for a year. A file beside it with .gz or .br is sent to those
// who take it. Code::not_found where the folder has no index.html, too_big past kMaxPageBytes.
Status add_page(http::Router& router, const std::string& folder);

inline constexpr std::uint64_t kMaxPageBytes = 64 << 20;  // of all files

}  // namespace postroom::daemon
