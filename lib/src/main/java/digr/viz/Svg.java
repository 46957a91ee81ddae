package digr.viz;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Figures to SVG by VectorGraphics2D, whose document is then made fit for a page: pictures keep hard pixels, the alt
 * text is inside, paths have two decimals, and the same figure gives the same text.
 */
final class Svg {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d{3,}(E-?\\d+)?");

    private Svg() {}

    static String of(Figure figure) {
        VectorGraphics2D g = new VectorGraphics2D();
        figure.paint(g);
        PageSize page = new PageSize(figure.width(), figure.height());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new SVGProcessor().getDocument(g.getCommands(), page).writeTo(bytes);
            return write(finish(parse(bytes.toByteArray()), figure));
        } catch (IOException | ParserConfigurationException | SAXException | TransformerException e) {
            throw new IllegalStateException("Svg: VectorGraphics2D wrote no valid document", e);
        }
    }

    private static Document parse(byte[] svg) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    private static Document finish(Document svg, Figure figure) {
        Element root = svg.getDocumentElement();
        root.removeAttribute("x");
        root.removeAttribute("y");
        root.setAttribute("width", Integer.toString(figure.width()));
        root.setAttribute("height", Integer.toString(figure.height()));
        root.setAttribute("role", "img");
        Element title = svg.createElement("title");
        title.setTextContent(figure.altText());
        root.insertBefore(title, root.getFirstChild());
        NodeList images = root.getElementsByTagName("image");
        for (int i = 0; i < images.getLength(); i++) {
            Element image = (Element) images.item(i);
            String data = image.getAttribute("xlink:href").replaceAll("\\s", "");
            image.setAttribute("xlink:href", data);
            if (!isShrunk(image, data)) image.setAttribute("style", "image-rendering:pixelated");
        }
        shortenPaths(root);
        return svg;
    }

    /** @param data URI of a PNG, whose header holds width and height at bytes 16 and 20 */
    private static boolean isShrunk(Element image, String data) {
        int start = data.indexOf(',') + 1;
        ByteBuffer header = ByteBuffer.wrap(Base64.getDecoder().decode(data.substring(start, start + 32)));
        return Raster.isShrunk(
                header.getInt(16),
                header.getInt(20),
                Double.parseDouble(image.getAttribute("width")),
                Double.parseDouble(image.getAttribute("height")));
    }

    private static void shortenPaths(Element root) {
        NodeList paths = root.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            Matcher number = NUMBER.matcher(path.getAttribute("d"));
            path.setAttribute("d", number.replaceAll(match -> twoDecimals(match.group())));
        }
    }

    private static String twoDecimals(String number) {
        BigDecimal rounded = new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String write(Document svg) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter out = new StringWriter();
        transformer.transform(new DOMSource(svg.getDocumentElement()), new StreamResult(out));
        return out.toString();
    }
}
