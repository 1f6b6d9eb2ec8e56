package dev.holdfast.compatibility;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row whose number comes from a sequence. */
@Entity
@Table(name = "ticket")
class Ticket {
    @Id
    @SequenceGenerator(name = "ticket_ids", sequenceName = "ticket_ids", allocationSize = 2)
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ticket_ids")
    private @Nullable Long id;

    @Column(nullable = false)
    private String name = "";

    /** For JPA. */
    protected Ticket() {}

    Ticket(String name) {
        this.name = name;
    }

    @Nullable
    Long id() {
        return id;
    }
}
