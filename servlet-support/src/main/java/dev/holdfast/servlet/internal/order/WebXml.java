package dev.holdfast.servlet.internal.order;

import dev.holdfast.servlet.ProtectingFilter.Position;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** In which order an application's {@code web.xml} maps the filters, which no call of the Servlet API tells. Immutable. */
final class WebXml {
    private static final Logger log = LoggerFactory.getLogger(WebXml.class);
    private static final Map<Position, String> CLASSES = Map.of(
            Position.IDEMPOTENCY, "dev.holdfast.idempotency.IdempotencyFilter",
            Position.PRECONDITIONS, "dev.holdfast.etag.ETagFilter");

    private final List<String> mapped;

    private WebXml(List<String> mapped) {
        this.mapped = mapped;
    }

    /** Reads it; empty if there is none, or none that can be read, which its container will have said. */
    static Optional<WebXml> read(ServletContext context) {
        try (InputStream in = context.getResourceAsStream("/WEB-INF/web.xml")) {
            return in == null ? Optional.empty() : Optional.of(new WebXml(mappedClasses(document(in))));
        } catch (IOException | ParserConfigurationException | SAXException e) {
            log.warn(
                    "The web.xml cannot be read, and whether the filters stand in their order is seen at the first request",
                    e);
            return Optional.empty();
        }
    }

    private static Element document(InputStream in) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // a document type is named there at times, and is nowhere to be fetched from
        builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
        return builder.parse(in).getDocumentElement();
    }

    private static List<String> mappedClasses(Element root) {
        Map<String, String> classes = new HashMap<>();
        for (Element filter : children(root, "filter")) {
            classes.put(text(filter, "filter-name"), text(filter, "filter-class"));
        }
        List<String> mapped = new ArrayList<>();
        for (Element mapping : children(root, "filter-mapping")) {
            mapped.add(classes.getOrDefault(text(mapping, "filter-name"), ""));
        }
        return mapped;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagNameNS("*", name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    /** Whether both are mapped, and the first after the second. */
    boolean isMappedAfter(Position first, Position second) {
        int one = mapped.indexOf(CLASSES.get(first));
        int other = mapped.indexOf(CLASSES.get(second));
        return one >= 0 && other >= 0 && one > other;
    }
}
