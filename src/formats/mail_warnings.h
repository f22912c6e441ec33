// The sentences that say what a mail lost on its way into the model; bounded, for hostile mail.
#pragma once

#include <postroom/mail.h>

#include <algorithm>

namespace postroom {

class MailWarnings {
 public:
  // Repeats are kept once.
  void add(std::string sentence) {
    if (std::find(sentences_.begin(), sentences_.end(), sentence) != sentences_.end()) return;
    if (sentences_.size() < kMaxMailWarnings)
      sentences_.push_back(std::move(sentence));
    else if (sentences_.size() == kMaxMailWarnings)
      sentences_.push_back("There were more warnings than are listed here.");
  }
  std::vector<std::string> take() { return std::move(sentences_); }

 private:
  std::vector<std::string> sentences_;
};

}  // namespace postroom
