package dev.holdfast.jdbc.crash;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the application's table and what clients were told say of each other.
 *
 * @param duplicates operations that were done more than once, or of which clients were told more than one id
 * @param losses operations that were acknowledged with an id that no row of theirs has
 * @param phantoms operations that were done though nobody sent them, or though they were refused for good
 */
record HistoryCheck(Set<String> duplicates, Set<String> losses, Set<String> phantoms) {

    /**
     * Compares them.
     *
     * @param rows the ids of the rows of each operation
     */
    static HistoryCheck of(Collection<Operation> sent, Map<String, List<Long>> rows) {
        var check = new HistoryCheck(new HashSet<>(), new HashSet<>(), new HashSet<>(rows.keySet()));
        for (Operation operation : sent) {
            check.add(operation, rows.getOrDefault(operation.name(), List.of()));
        }
        return check;
    }

    private void add(Operation operation, List<Long> ids) {
        if (ids.size() > 1 || operation.acknowledged().size() > 1) {
            duplicates.add(operation.name());
        }
        if (!ids.containsAll(operation.acknowledged())) {
            losses.add(operation.name());
        }
        if (operation.refused().isEmpty()) {
            phantoms.remove(operation.name());
        }
    }

    boolean isClean() {
        return duplicates.isEmpty() && losses.isEmpty() && phantoms.isEmpty();
    }
}
