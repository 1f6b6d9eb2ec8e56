package dev.holdfast.etag;

import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
        own.changing(resource);
        for (ResourceVersions other : all) {
            if (other != own) {
                other.changing(resource);
            }
        }
    }

    /** Tells each that it is done. */
    void changed(ResourceVersions own, ResourceRequest resource, int status) throws IOException {
        own.changed(resource, status);
        for (ResourceVersions other : all) {
            if (other != own) {
                other.changed(resource, status);
            }
        }
    }
}
