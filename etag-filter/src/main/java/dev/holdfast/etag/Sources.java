package dev.holdfast.etag;

import dev.holdfast.servlet.internal.transaction.TransactionScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All sources of a filter: what one rule lets change, another rule's source may count. Immutable. */
final class Sources {
    private final List<ResourceVersions> all;

    private Sources(List<ResourceVersions> all) {
        this.all = all;
    }

    static Sources of(Collection<ETagRule> rules) {
        Set<ResourceVersions> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        rules.forEach(rule -> distinct.add(rule.versions()));
        return new Sources(List.copyOf(distinct));
    }

    /**
     * Tells each that the application is about to change a resource.
     *
     * @param own the one by which the request was judged
     */
    void changing(ResourceVersions own, ResourceRequest resource) throws IOException {
        for (ResourceVersions versions : all(own)) {
            versions.changing(resource);
        }
    }

    /**
     * Tells each that it is done, or will, when the transaction that the request runs in is over: before that, the change is
     * noted only where the note is part of it.
     */
    void changed(ResourceVersions own, ResourceRequest resource, int status) throws IOException {
        for (ResourceVersions versions : all(own)) {
            if (isOutsideTransaction(versions, resource)) {
                TransactionScope.afterwards(resource.request(), () -> {
                    try {
                        versions.changed(resource, status);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } else {
                versions.changed(resource, status);
            }
        }
    }

    /** Whether the request runs in a transaction of which that source is no part. */
    static boolean isOutsideTransaction(ResourceVersions versions, ResourceRequest resource) {
        return TransactionScope.isOpen(resource.request()) && !versions.joinsTransaction();
    }

    /** Each of them, beginning with the one by which the request was judged. */
    private List<ResourceVersions> all(ResourceVersions own) {
        return Stream.concat(Stream.of(own), all.stream().filter(other -> other != own))
                .toList();
    }
}
