package dev.holdfast.examples.expenses;

class TransactionalModeTest extends ModeContract {
    TransactionalModeTest() {
        super(Mode.TRANSACTIONAL);
    }
}
