package dev.holdfast.examples.tunnel.history;

/** What a user means by an action. */
public sealed interface Intent permits Intent.Create, Intent.Edit, Intent.Delete, Resolution {
    /** Whether an operation does just that. */
    boolean isDoneBy(Operation stored);

    /** The fields that it is about, with their values. */
    Typed typed();

    /** A new expense. */
    record Create(Fields fields) implements Intent {
        @Override
        public boolean isDoneBy(Operation stored) {
            return stored.kind() == Kind.CREATE && fields.equals(stored.body());
        }

        @Override
        public Typed typed() {
            return new Typed(fields.amount(), fields.note());
        }
    }

    /** Other values in some fields, and none in the others. */
    record Edit(Typed typed) implements Intent {
        @Override
        public boolean isDoneBy(Operation stored) {
            return stored.kind() == Kind.EDIT
                    && stored.base() != null
                    && typed.over(stored.base()).equals(stored.body());
        }
    }

    /** An expense is to go away. */
    record Delete() implements Intent {
        @Override
        public boolean isDoneBy(Operation stored) {
            return stored.kind() == Kind.DELETE;
        }

        @Override
        public Typed typed() {
            return Typed.NOTHING;
        }
    }
}
