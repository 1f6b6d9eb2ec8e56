package dev.holdfast.examples.expenses;

class FencedModeTest extends ModeContract {
    FencedModeTest() {
        super(Mode.FENCED);
    }
}
