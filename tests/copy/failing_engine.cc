#include "failing_engine.h"

namespace postroom::storage {

Result<std::unique_ptr<View>> FailingEngine::view() {
  if (on_view_) on_view_();
  return engine_.view();
}

void FailingEngine::commit(Job job, Completion done) {
  if (!left_ || (once_ && has_failed()) || (*left_)-- > 0)
    return engine_.commit(std::move(job), std::move(done));
  const Error failure{Code::io_error, "The test cut the connection.", {}};
  if (*left_ < -1 || moment_ == Moment::before) return done(failure);
  engine_.commit(std::move(job), [done = std::move(done), failure](const Status&) { done(failure); });
}

}  // namespace postroom::storage
