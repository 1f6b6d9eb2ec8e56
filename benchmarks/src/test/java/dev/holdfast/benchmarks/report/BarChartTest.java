package dev.holdfast.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartTest {
    @Test
    void barsAreAsLongAsTheyAreManyTimesTheReference() throws Exception {
        BarChart chart = new BarChart("Ratio", "bare");
        chart.group("Reads & <writes>");
        chart.bar("twice", 2);
        chart.bar("next to nothing", 0.014);

        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toString())))
                .getDocumentElement();

        assertThat(svg.getTextContent())
                .contains("Ratio", "Reads & <writes>", "twice", "2.00", "next to nothing", "0.01", "bare = 1.00");
        Element line = (Element) svg.getElementsByTagName("line").item(0);
        assertThat(number(line, "x1") - start(svg)).isEqualTo(width(svg, 0) / 2);
        assertThat(width(svg, 1)).isBetween(1, 5);
    }

    private static int start(Element svg) {
        return number(bar(svg, 0), "x");
    }

    private static int width(Element svg, int bar) {
        return number(bar(svg, bar), "width");
    }

    /** The first rectangle is the background. */
    private static Element bar(Element svg, int number) {
        NodeList rectangles = svg.getElementsByTagName("rect");
        return (Element) rectangles.item(number + 1);
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
