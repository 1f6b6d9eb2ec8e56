package dev.holdfast.compatibility;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.message.GZipEncoder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.filter.EncodingFilter;

/** An application of Jersey. */
final class Application extends ResourceConfig implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Gate gate = new Gate();

    Application() {
        register(MultiPartFeature.class);
        register(EncodingFilter.class);
        register(GZipEncoder.class);
        register(Filters.Stop.class);
        register(Filters.Stamp.class);
        register(Mappers.Taken.class);
        register(Mappers.Away.class);
        register(PingResource.class);
        register(EntitiesResource.class);
        register(FormsResource.class);
        register(ErrorsResource.class);
        registerInstances(new AsyncResource(workers), new StreamsResource(workers, gate));
    }

    Gate gate() {
        return gate;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
