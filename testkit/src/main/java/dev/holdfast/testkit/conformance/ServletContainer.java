package dev.holdfast.testkit.conformance;

/** A servlet container that the suite can run on: as little of it as the Servlet API leaves to each. */
@FunctionalInterface
public interface ServletContainer {

    /** Starts a server on a free port of the loopback address, with one application at the root. */
    Running start(Deployment deployment) throws Exception;

    /** A server that runs. */
    interface Running {
        /** Where it speaks HTTP/1.1, and HTTP/2 in clear text by prior knowledge if it can. */
        int port();

        /** Stops it. */
        void stop() throws Exception;
    }
}
