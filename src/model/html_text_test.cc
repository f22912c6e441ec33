
#include <postroom/html_text.h>

#include <gtest/gtest.h>

namespace postroom {

TEST(HtmlText, keeps_words_and_line_breaks) {
  EXPECT_EQ(html_to_text(
                "<html><head><title>no</title><style>p{}</style></head><body><p>Hello\r\n  <b>Ana</b>,</p>"
                "<ul><li>one</li><li>two</li></ul>a &lt; b &amp; c &#8364; &#x20AC; &nosuch;</body></html>"),
            "Hello Ana,\n\n• one\n\n• two\n\na < b & c € € &nosuch;\n");
}

TEST(HtmlText, skips_scripts_and_comments_even_when_they_never_end) {
  EXPECT_EQ(html_to_text("a<script>if (1<2) alert('x')</script>b<!-- <p>c --> d"), "ab d\n");
  EXPECT_EQ(html_to_text("a<!-- b"), "a\n");
  EXPECT_EQ(html_to_text("a<script>b"), "a\n");
  EXPECT_EQ(html_to_text("a<p"), "a\n");
}

TEST(HtmlText, does_not_decode_what_is_no_character) {
  EXPECT_EQ(html_to_text("&#xD800; &#0; &#1114112; &;"), "&#xD800; &#0; &#1114112; &;\n");
}

}  // namespace postroom
