// The types of Asio as they are used here: with an executor whose type is known, which is what makes them
// cheap. Included by this folder's own sources and inner headers alone.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace postroom::http {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;

template <class T>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};

// In coroutines, `co_await` stands in a statement of its own or in the condition of an `if`: g++ 12 makes
// wrong code of it in the condition of a loop, behind `&&`, and with braced arrays as arguments.

// Awaits, and puts a failure into `error`.
inline auto into(error_code& error) { return asio::redirect_error(kAwait, error); }

}  // namespace postroom::http
