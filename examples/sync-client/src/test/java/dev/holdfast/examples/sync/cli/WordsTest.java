package dev.holdfast.examples.sync.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void blanksPartWordsButForThoseInQuotes() {
        assertThat(Words.of("edit 3 '{\"note\": \"a b\"}'")).containsExactly("edit", "3", "{\"note\": \"a b\"}");
        assertThat(Words.of("  a\tb  ")).containsExactly("a", "b");
        assertThat(Words.of("note='x y'z \"\" ''")).containsExactly("note=x yz", "", "");
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void aQuoteNeedsAnEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> Words.of("create '{\"note\""));
        assertThatIllegalArgumentException().isThrownBy(() -> Words.of("create it's"));
    }
}
