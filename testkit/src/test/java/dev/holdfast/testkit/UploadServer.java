package dev.holdfast.testkit;

import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/** A server for uploads, in a process of its own whose heap is small. */
final class UploadServer {
    private UploadServer() {}

    /** Prints its port, and serves until it is killed. */
    public static void main(String... args) throws Exception {
        Served served = Served.handler((request, response) -> {
                    long length = 0;
                    byte[] buffer = new byte[64 << 10];
                    try (InputStream in = request.getInputStream()) {
                        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                            length += count;
                        }
                    }
                    response.setStatus(201);
                    response.getWriter().print(length + " bytes");
                })
                .start();
        System.out.println(served.port());
        new CountDownLatch(1).await();
    }
}
