package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Takes the picture in the README; {@code -Dholdfast.docs.write=true} writes it there. */
class PagePictureTest extends PageCase {
    private static final Path PICTURE = Path.of("../../docs/images/expenses-page.png");
    private static final int HEIGHT = 780;
    private static final int MARGIN = 24;
    private static final int LARGEST = 300 * 1024;

    @Test
    void twoDevicesInConflictMakeAPicture() throws Exception {
        alice().create("{\"amount\":48.50,\"note\":\"Dinner with the team\"}");
        alice().create("{\"amount\":126,\"note\":\"Train to the coast\"}");
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab tablet = shown("tablet", 940);
        Tab phone = shown("phone", 400);
        phone.tunnel(true);
        phone.edit("Taxi", "14.00", "Taxi home, with tip");
        phone.awaitRows("Taxi home, with tip 14.00 Queued", "Train to the coast 126.00", "Dinner with the team 48.50");
        tablet.edit("Taxi", "12.34", "Taxi to the station");
        tablet.awaitRows("Taxi to the station 12.34", "Train to the coast 126.00", "Dinner with the team 48.50");
        phone.tunnel(false);
        phone.awaitText("#rows", "Conflict");
        phone.act("Taxi home, with tip", "Resolve");
        tablet.awaitText("[data-measure=resolved]", "1 open");
        tablet.tunnel(true);
        tablet.edit("Dinner with the team", "52.00", "Dinner with the team");
        tablet.add("4.20", "Coffee");
        tablet.awaitText("#tunnel-notice", "2 changes wait.");

        byte[] picture = sideBySide(picture(tablet), picture(phone));

        assertThat(picture).hasSizeBetween(20_000, LARGEST);
        if (Boolean.getBoolean("holdfast.docs.write")) {
            Files.createDirectories(PICTURE.getParent());
            Files.write(PICTURE, picture);
        }
    }

    private Tab shown(String device, int width) {
        Tab tab = open(device);
        tab.size(width, HEIGHT);
        tab.colourScheme("light");
        tab.awaitRows("Taxi 12.34", "Train to the coast 126.00", "Dinner with the team 48.50");
        return tab;
    }

    private static BufferedImage picture(Tab tab) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(tab.picture()));
    }

    private static byte[] sideBySide(BufferedImage left, BufferedImage right) throws IOException {
        int width = left.getWidth() + right.getWidth() + 3 * MARGIN;
        BufferedImage both = new BufferedImage(width, HEIGHT + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = both.createGraphics();
        canvas.setColor(new Color(0x9aa5a3));
        canvas.fillRect(0, 0, both.getWidth(), both.getHeight());
        canvas.drawImage(left, MARGIN, MARGIN, null);
        canvas.drawImage(right, left.getWidth() + 2 * MARGIN, MARGIN, null);
        canvas.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(both, "png", png);
        return png.toByteArray();
    }
}
