#include "cli/conflict_screen.h"

#include <gtest/gtest.h>

#include "cli/display_width.h"
#include "cli/testing/printer_conflict.h"

namespace postroom::cli {

TEST(ConflictScreen, shows_who_changed_what_with_every_version_beside_the_others) {
  EXPECT_EQ(conflict_screen(printer_conflict(), {92, false}),
            "━━ Changed by someone else ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n"
            "The printer on the third floor                                                    message 42\n"
            "\n"
            "Ben Okafor saved version 6 on 2026-03-01 09:30 (12 minutes ago) with Outlook, after you had\n"
            "opened version 5.\n"
            "Words in ⟨ ⟩ were taken out, words in ‹ › are new.\n"
            "\n"
            "✗ Body: Ben Okafor and you changed it differently\n"
            "  before (version 5)           │ Ben Okafor (version 6)       │ yours\n"
            "  ─────────────────────────────┼──────────────────────────────┼─────────────────────────────\n"
            "  Hello,                       │ Hello,                       │ Hello,\n"
            "                               │                              │\n"
            "  The printer is ⟨red⟩.        │ The printer is ‹green›.      │ The printer is ‹dark blue›.\n"
            "                               │                              │\n"
            "  Ana                          │ Ana                          │ Ana\n"
            "\n"
            "← Subject: only Ben Okafor changed it\n"
            "  before (version 5)                          │ Ben Okafor (version 6)\n"
            "  ────────────────────────────────────────────┼────────────────────────────────────────────\n"
            "  ⟨Printer⟩                                   │ ‹The printer on the third floor›\n"
            "\n"
            "→ PR_IMPORTANCE: only you changed it\n"
            "  before (version 5)                          │ yours\n"
            "  ────────────────────────────────────────────┼────────────────────────────────────────────\n"
            "  ⟨1⟩                                         │ ‹2›\n"
            "\n"
            "= To c@example.com: Ben Okafor and you made the same change\n"
            "  before (version 5)                          │ both\n"
            "  ────────────────────────────────────────────┼────────────────────────────────────────────\n"
            "  (not there)                                 │ ‹c@example.com›\n");
}

TEST(ConflictScreen, stacks_the_versions_where_the_terminal_is_narrow) {
  EXPECT_EQ(conflict_screen(printer_conflict(), {44, false}),
            "━━ Changed by someone else ━━━━━━━━━━━━━━━━━\n"
            "The printer on the third floor    message 42\n"
            "\n"
            "Ben Okafor saved version 6 on 2026-03-01\n"
            "09:30 (12 minutes ago) with Outlook, after\n"
            "you had opened version 5.\n"
            "Words in ⟨ ⟩ were taken out, words in ‹ ›\n"
            "are new.\n"
            "\n"
            "✗ Body: Ben Okafor and you changed it\n"
            "differently\n"
            "  before (version 5)\n"
            "    Hello,\n"
            "\n"
            "    The printer is ⟨red⟩.\n"
            "\n"
            "    Ana\n"
            "  Ben Okafor (version 6)\n"
            "    Hello,\n"
            "\n"
            "    The printer is ‹green›.\n"
            "\n"
            "    Ana\n"
            "  yours\n"
            "    Hello,\n"
            "\n"
            "    The printer is ‹dark blue›.\n"
            "\n"
            "    Ana\n"
            "\n"
            "← Subject: only Ben Okafor changed it\n"
            "  before (version 5)\n"
            "    ⟨Printer⟩\n"
            "  Ben Okafor (version 6)\n"
            "    ‹The printer on the third floor›\n"
            "\n"
            "→ PR_IMPORTANCE: only you changed it\n"
            "  before (version 5)\n"
            "    ⟨1⟩\n"
            "  yours\n"
            "    ‹2›\n"
            "\n"
            "= To c@example.com: Ben Okafor and you made\n"
            "the same change\n"
            "  before (version 5)\n"
            "    (not there)\n"
            "  both\n"
            "    ‹c@example.com›\n");
}

TEST(ConflictScreen, shows_changed_words_in_colour) {
  const ConflictView view = printer_conflict();
  EXPECT_EQ(
      unit_screen(view, view.units[1], {60, true}),
      "\033[36m← \033[0m\033[1mSubject\033[0m\033[36m: only Ben Okafor changed it\033[0m\n"
      "  \033[2mbefore (version 5)\033[0m         \033[2m │ \033[0m\033[36mBen Okafor (version 6)\033[0m\n"
      "  \033[2m────────────────────────────┼────────────────────────────\033[0m\n"
      "  \033[9;31mPrinter\033[0m                    \033[2m │ \033[0m\033[1;30;46mThe printer on the "
      "third\033[0m\n"
      "                             \033[2m │ \033[0m\033[1;30;46mfloor\033[0m\n");
}

TEST(ConflictScreen, says_the_same_in_short_for_scripts) {
  EXPECT_EQ(conflict_in_short(printer_conflict(), {60, false}),
            "Ben Okafor saved version 6 on 2026-03-01 09:30 (12 minutes\n"
            "ago) with Outlook; you had opened version 5.\n"
            "  ✗ Body: Ben Okafor and you changed it differently\n"
            "      theirs  Hello,  The printer is green.  Ana\n"
            "      yours   Hello,  The printer is dark blue.  Ana\n"
            "  ← Subject: only Ben Okafor changed it\n"
            "  → PR_IMPORTANCE: only you changed it\n"
            "  = To c@example.com: Ben Okafor and you made the same ch…\n");
}

TEST(ConflictScreen, breaks_no_lines_in_a_file) {
  EXPECT_EQ(conflict_in_short(printer_conflict(), {})
                .find("Ben Okafor saved version 6 on 2026-03-01 09:30 (12 minutes ago) with Outlook; you had "
                      "opened version 5.\n"),
            0u);
}

TEST(ConflictScreen, shows_the_two_sides_when_the_base_is_gone) {
  ConflictView view = printer_conflict();
  view.has_base = false;
  view.units.resize(1);
  view.units[0].base.reset();
  EXPECT_EQ(conflict_screen(view, {70, false}),
            "━━ Changed by someone else ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n"
            "The printer on the third floor                              message 42\n"
            "\n"
            "Ben Okafor saved version 6 on 2026-03-01 09:30 (12 minutes ago) with\n"
            "Outlook, after you had opened version 5.\n"
            "Version 5 is no longer in the history, so what each side changed\n"
            "cannot be told apart: below is what differs.\n"
            "Words in ⟨ ⟩ were taken out, words in ‹ › are new.\n"
            "\n"
            "✗ Body: yours and theirs differ\n"
            "  Ben Okafor (version 6)           │ yours\n"
            "  ─────────────────────────────────┼─────────────────────────────────\n"
            "  Hello,                           │ Hello,\n"
            "                                   │\n"
            "  The printer is ⟨green⟩.          │ The printer is ‹dark blue›.\n"
            "                                   │\n"
            "  Ana                              │ Ana\n");
}

TEST(ConflictScreen, keeps_within_any_width) {
  for (int width = 24; width < 140; ++width) {
    for (const bool colour : {false, true}) {
      std::string text = conflict_screen(printer_conflict(), {width, colour});
      for (std::size_t at = 0; (at = text.find('\033', at)) != std::string::npos;)
        text.erase(at, text.find('m', at) - at + 1);
      while (!text.empty()) {
        const std::size_t end = text.find('\n');
        EXPECT_LE(display_width(std::string_view(text).substr(0, end)), width) << text.substr(0, end);
        text.erase(0, end + 1);
      }
    }
  }
}

}  // namespace postroom::cli
