// Work that waits for a disk or a database, done elsewhere while the connection's thread goes on with others.
#pragma once

#include <boost/asio/post.hpp>
#include <memory>
#include <utility>

#include "http/asio_types.h"
#include "http/workers.h"

namespace postroom::http {

enum class Takes { if_there_is_room, always };

// Runs `work`, which throws nothing and stays where it is meanwhile, on a worker thread and comes back to the
// thread of `executor`. False: there was no room, and it was not run.
template <class Work>
Awaitable<bool> on_worker(Workers& workers, Executor executor, Takes takes, Work& work) {
  const auto start = [&workers, executor, takes, &work](auto handler) {
    using Waiting = decltype(handler);
    auto shared = std::make_shared<Waiting>(std::move(handler));
    // The handler goes where it was made: a worker that held on to it would end the coroutine on its own
    // thread.
    const auto resume = [executor](std::shared_ptr<Waiting> held, bool done) {
      asio::post(executor, [held = std::move(held), done] {
        Waiting taken = std::move(*held);
        taken(done);
      });
    };
    Workers::Job job = [shared, resume, &work]() mutable {
      work();
      resume(std::move(shared), true);
    };
    if (takes == Takes::always) {
      workers.add(std::move(job));
    } else if (!workers.offer(std::move(job))) {
      resume(std::move(shared), false);
    }
  };
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(start, kAwait);
}

}  // namespace postroom::http
