package dev.holdfast.compatibility;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import org.jspecify.annotations.Nullable;

/** A row whose number comes from a table, which JPA keeps in transactions of their own. */
@Entity
@Table(name = "invoice")
class Invoice {
    @Id
    @TableGenerator(
            name = "invoice_ids",
            table = "invoice_ids",
            pkColumnName = "sequence_name",
            valueColumnName = "next_val",
            allocationSize = 1)
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "invoice_ids")
    private @Nullable Long id;

    @Column(nullable = false)
    private String name = "";

    /** For JPA. */
    protected Invoice() {}

    Invoice(String name) {
        this.name = name;
    }

    @Nullable
    Long id() {
        return id;
    }
}
