package dev.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {
    @Test
    void numbersAreToTheRight() {
        MarkdownTable table = new MarkdownTable("Name", "Count");
        table.row("a|b", "7");

        assertThat(table).hasToString("""
                | Name | Count |
                | --- | ---: |
                | a\\|b | 7 |
                """);
    }

    @Test
    void aRowHasACellForEachColumn() {
        MarkdownTable table = new MarkdownTable("Name", "Count");

        assertThatIllegalArgumentException().isThrownBy(() -> table.row("a"));
    }
}
