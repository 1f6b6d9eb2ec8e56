package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The page can be used by keyboard, on a narrow phone, and by whoever needs names and contrast. */
class PageAccessTest extends PageCase {
    /** Every text that is shown, with less contrast than WCAG 2.2 §1.4.3 asks for. */
    private static final String LOW_CONTRAST = """
            const channel = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
            const colour = text => text.match(/[\\d.]+/g).map(Number);
            const background = element => {
              const [r, g, b, alpha = 1] = colour(getComputedStyle(element).backgroundColor);
              return alpha === 1 || !element.parentElement ? [r, g, b] : background(element.parentElement);
            };
            const contrast = element => {
              const [one, other] = [colour(getComputedStyle(element).color), background(element)].map(luminance);
              return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
            };
            const hasText = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())
                || element.matches('input, textarea');
            const all = [...document.querySelectorAll('body *')].filter(hasText).filter(one => one.checkVisibility());
            if (all.length < 10) throw new Error('too little to look at');
            return all.filter(one => contrast(one) < 4.5)
                .map(one => `${one.tagName} ${one.textContent.trim().slice(0, 30)} ${contrast(one).toFixed(2)}`);""";

    private static final String TOO_WIDE = """
            return [...document.querySelectorAll('body, body *')].filter(one => one.checkVisibility())
                .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5)
                .map(one => one.outerHTML.slice(0, 80));""";

    private static final String TOO_SMALL = """
            return [...document.querySelectorAll('button, a[href]:not(.skip), label.switch, label.version, input, textarea')]
                .filter(one => one.checkVisibility() && !one.closest('label'))
                .map(one => [one, one.getBoundingClientRect()])
                .filter(([one, box]) => box.height < 44 || box.width < 44)
                .map(([one, box]) => `${one.outerHTML.slice(0, 60)} ${box.width} x ${box.height}`);""";

    private Tab inConflict() {
        alice().create("{\"amount\":12.34,\"note\":\"Taxi\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi 12.34");
        phone.tunnel(true);
        phone.edit("Taxi", "14", "Taxi home");
        phone.add("1", "x".repeat(501));
        alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");
        phone.tunnel(false);
        phone.awaitRows("x".repeat(501) + " 1.00 Refused", "Taxi home 14.00 Conflict");
        phone.awaitText("#measures", "Operations");
        return phone;
    }

    @Test
    void theKeyboardIsEnough() throws Exception {
        Tab phone = open("phone");
        phone.awaitText("#summary", "0 expenses");
        phone.tabTo("#create");
        phone.press(Keys.ENTER);
        phone.press("12.34");
        phone.tabTo("#note");
        phone.press("Taxi");
        phone.tabTo("#save");
        phone.press(Keys.ENTER);
        phone.awaitRows("Taxi 12.34");
        assertThat(phone.run("return document.activeElement.id")).isEqualTo("create");

        phone.tabTo("#tunnel");
        phone.press(Keys.SPACE);
        phone.awaitText("#tunnel-notice", "Nothing leaves this device.");
        phone.tabTo(".row button");
        phone.press(Keys.ENTER);
        phone.press("14.00");
        phone.press(Keys.ENTER);
        phone.awaitRows("Taxi 14.00 Queued");
        assertThat(phone.run("return document.activeElement.textContent")).isEqualTo("Edit");
        alice().put("/v1/expenses/1", "{\"amount\":20,\"note\":\"Taxi\"}");
        phone.tabTo("#tunnel");
        phone.press(Keys.SPACE);
        phone.awaitRows("Taxi 14.00 Conflict");

        phone.tabTo(".row button");
        phone.press(Keys.ENTER);
        phone.press(Keys.SPACE);
        phone.tabTo("#save-merge");
        phone.press(Keys.ENTER);
        phone.awaitRows("Taxi 14.00");
        assertThat(phone.run("return document.activeElement.textContent")).isEqualTo("Edit");
        assertThat(held()).containsExactly("Taxi 14.0");
    }

    @Test
    void escapeLeavesTheFormWithNothingDone() throws Exception {
        Tab phone = open("phone");
        phone.click("#create");
        phone.press("12.34");
        phone.press(Keys.ESCAPE);

        phone.awaitText("#summary", "0 expenses");
        assertThat(phone.operations()).isEmpty();
        assertThat(phone.run("return document.activeElement.id")).isEqualTo("create");
    }

    @Test
    void anAmountThatIsNoneIsSaidInWordsAtItsField() {
        Tab phone = open("phone");
        phone.click("#create");
        phone.fill("twelve", "Taxi");
        phone.click("#save");

        assertThat(phone.text("#amount-error")).isEqualTo("Enter an amount such as 12.34");
        assertThat(phone.element("#amount").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(phone.run("return document.activeElement.id")).isEqualTo("amount");
    }

    @Test
    void everyControlHasAName() {
        Tab phone = inConflict();
        assertNamed(phone);
        phone.click("#create");
        assertNamed(phone);
        phone.press(Keys.ESCAPE);
        phone.act("Taxi home", "Resolve");
        assertNamed(phone);
    }

    /** As assistive technology sees the page: behind an open dialog there is nothing. */
    private static void assertNamed(Tab tab) {
        assertThat(tab.controls())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        control -> assertThat(control.name()).as(control.role()).isNotBlank());
    }

    @Test
    void newsAreReadOut() {
        Tab phone = open("phone");

        phone.add("1", "x".repeat(501));

        phone.awaitText("[role=status][aria-live=polite]", "Refused: note must have at most 500 characters");
    }

    @Test
    void everyTextHasContrastInBothSchemes() {
        Tab phone = inConflict();

        assertContrast(phone);
        phone.act("Taxi home", "Resolve");
        assertContrast(phone);
        phone.press(Keys.ESCAPE);
        phone.tunnel(true);
        phone.add("1", "Coffee");
        phone.click("#create");
        phone.click("#save");
        assertContrast(phone);
    }

    private static void assertContrast(Tab tab) {
        for (String scheme : List.of("light", "dark")) {
            tab.colourScheme(scheme);
            assertThat(tab.run("return matchMedia('(prefers-color-scheme: " + scheme + ")').matches"))
                    .isEqualTo(true);
            assertNone(tab, LOW_CONTRAST);
        }
    }

    @Test
    void aNarrowPhoneIsWideEnough() {
        Tab phone = inConflict();
        phone.size(320, 640);

        assertNone(phone, TOO_WIDE);
        assertNone(phone, TOO_SMALL);
        phone.act("Taxi home", "Resolve");
        assertNone(phone, TOO_WIDE);
        assertNone(phone, TOO_SMALL);
        phone.press(Keys.ESCAPE);
        phone.tunnel(true);
        phone.click("#create");
        assertNone(phone, TOO_WIDE);
        assertNone(phone, TOO_SMALL);
    }

    @Test
    void aLargeAmountLeavesRoomForItsNote() {
        alice().create("{\"amount\":9999999999.99,\"note\":\"Taxi home from the airport\"}");
        Tab phone = open("phone");
        phone.awaitRows("Taxi home from the airport 9,999,999,999.99");
        phone.size(320, 640);

        assertNone(phone, TOO_WIDE);
        assertThat((Long) phone.run("return document.querySelector('.what').clientWidth"))
                .isGreaterThan(100);
        assertNone(phone, """
                const box = document.getElementById('rows').getBoundingClientRect();
                return [...document.querySelectorAll('.row *')].filter(one => one.checkVisibility())
                    .filter(one => one.getBoundingClientRect().right > box.right).map(one => one.outerHTML);""");
    }

    @Test
    void whatHasTheFocusIsNotBehindTheBar() {
        for (int expense = 1; expense <= 12; expense++) {
            alice().create("{\"amount\":1,\"note\":\"" + expense + "\"}");
        }
        Tab phone = open("phone");
        phone.awaitText("#summary", "12 expenses");
        phone.size(500, 400);

        assertNone(phone, """
                return [...document.querySelectorAll('.row button')].reverse().filter(button => {
                  button.focus();
                  return button.getBoundingClientRect().top < document.querySelector('.bar').getBoundingClientRect().bottom;
                }).map(button => button.ariaLabel);""");
    }

    @Test
    void whatIsStillToBeChosenIsSaidWhereItIs() {
        Tab phone = inConflict();
        phone.size(320, 400);
        phone.act("Taxi home", "Resolve");
        phone.click("#save-merge");

        phone.awaitText("#conflict-error", "Choose for each field");
        assertThat(phone.run("return document.activeElement.closest('fieldset')?.dataset.field"))
                .isEqualTo("amount");
        assertThat(phone.run("""
                const error = document.getElementById('conflict-error').getBoundingClientRect();
                const dialog = document.getElementById('conflict-dialog').getBoundingClientRect();
                return error.top >= dialog.top && error.bottom <= dialog.bottom;""")).isEqualTo(true);
    }

    @Test
    void whatWasRefusedIsEditedBesideItsReason() {
        Tab phone = open("phone");
        phone.add("1", "x".repeat(501));
        phone.awaitRows("x".repeat(501) + " 1.00 Refused");

        phone.act("x".repeat(501), "Edit");

        assertThat(phone.text("#form-error")).isEqualTo("Refused: note must have at most 500 characters");
        assertThat(phone.text("#note-hint")).isEqualTo("501 of at most 500 characters");
        assertThat(phone.element("#note").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(phone.element("#note").getDomAttribute("aria-describedby")).contains("form-error");
    }

    @Test
    void theFocusReturnsToARowThatWasDrawnAnew() {
        Tab phone = open("phone");
        phone.awaitText("#summary", "0 expenses");
        phone.tunnel(true);
        phone.add("1", "Taxi");
        phone.awaitRows("Taxi 1.00 Queued");
        phone.act("Taxi", "Edit");
        phone.runAsync("""
                const done = arguments[arguments.length - 1];
                import('/page/tunnel.js').then(({ setTunnel }) => done(setTunnel(false) ?? 'out'));""");
        phone.awaitRows("Taxi 1.00");

        phone.press(Keys.ESCAPE);

        phone.await(
                "the focus on the row",
                () -> phone.run("return document.activeElement.ariaLabel ?? ''").equals("Edit: Taxi"));
    }

    @Test
    void theLiveRegionIsThereBeforeItSaysAnything() {
        Tab phone = open("phone");

        assertThat(phone.run("return document.getElementById('status').checkVisibility({ visibilityProperty: true })"))
                .isEqualTo(true);
    }

    private static void assertNone(Tab tab, String script) {
        assertThat((List<?>) tab.run(script)).isEmpty();
    }
}
