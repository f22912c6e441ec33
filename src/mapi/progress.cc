#include "mapi/progress.h"

namespace postroom::mapi {
namespace {

constexpr ULONG kTopLevelMost = 1000;  // the range that the documentation asks for at the top level

}  // namespace

ProgressReport::ProgressReport(LPMAPIPROGRESS progress, bool wants_dialog, ULONG_PTR window,
                               IMAPISupport* support) {
  if (!wants_dialog) return;  // the progress object is to be ignored then
  if (progress) {
    progress_ = Ref<IMAPIProgress>::share(progress);
  } else if (support) {
    LPMAPIPROGRESS made = nullptr;
    if (support->DoProgressDialog(window, 0, &made) == S_OK) progress_ = Ref<IMAPIProgress>::take(made);
  }
}

void ProgressReport::set_total(ULONG count) {
  total_ = count;
  if (!progress_) return;
  ULONG flags = 0;
  top_level_ = progress_->GetFlags(&flags) == S_OK && (flags & MAPI_TOP_LEVEL) != 0;
  if (top_level_) {
    least_ = 0;
    most_ = kTopLevelMost;
    flags = MAPI_TOP_LEVEL;
    progress_->SetLimits(&least_, &most_, &flags);
  } else if (progress_->GetMin(&least_) != S_OK || progress_->GetMax(&most_) != S_OK || most_ < least_) {
    progress_ = nullptr;
  }
}

ULONG ProgressReport::value_after(ULONG done) const {
  if (total_ == 0 || done >= total_) return most_;
  const ULONG value = least_ + static_cast<ULONG>(std::uint64_t{most_ - least_} * done / total_);
  return value == most_ && most_ > least_ ? most_ - 1 : value;
}

void ProgressReport::step(ULONG done) {
  if (!progress_) return;
  progress_->Progress(value_after(done), top_level_ ? done : 0, top_level_ ? total_ : 0);
}

LPMAPIPROGRESS ProgressReport::for_step(ULONG number) {
  if (!progress_) return nullptr;
  ULONG from = value_after(number - 1), to = value_after(number), flags = 0;
  progress_->SetLimits(&from, &to, &flags);
  return progress_.get();
}

}  // namespace postroom::mapi
