package dev.holdfast.compatibility;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** An order: a row whose number the database gives as it is inserted. */
@Entity
@Table(name = "purchase")
class Purchase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false)
    private String name = "";

    @Version
    private int version;

    /** For JPA. */
    protected Purchase() {}

    Purchase(String name) {
        this.name = name;
    }

    @Nullable
    Long id() {
        return id;
    }

    int version() {
        return version;
    }

    void rename(String other) {
        name = other;
    }
}
