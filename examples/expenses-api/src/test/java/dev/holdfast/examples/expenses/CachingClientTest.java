package dev.holdfast.examples.expenses;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import okhttp3.Cache;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OkHttp with its cache, which revalidates by itself, as an Android application has it. */
class CachingClientTest {
    private static final MediaType JSON = MediaType.get("application/json");

    @Test
    void aCacheRevalidatesAndNeverShowsWhatIsStale(@TempDir Path data, @TempDir Path cache) throws Exception {
        try (RunningServer server = RunningServer.on(data)) {
            OkHttpClient client = new OkHttpClient.Builder()
                    .cache(new Cache(cache.toFile(), 1 << 20))
                    .addInterceptor(chain -> chain.proceed(chain.request()
                            .newBuilder()
                            .header("Authorization", Credentials.basic("alice", "alice"))
                            .build()))
                    .build();
            String url = server.address()
                    .resolve(server.as("alice").create("{\"amount\":12.34,\"note\":\"Taxi\"}"))
                    .toString();
            try {
                String tag = read(client, url, 200, false);
                assertThat(read(client, url, 304, true)).isEqualTo(tag);

                Request edit = new Request.Builder()
                        .url(url)
                        .put(RequestBody.create("{\"amount\":20,\"note\":\"Train\"}", JSON))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("If-Match", tag)
                        .build();
                try (Response edited = client.newCall(edit).execute()) {
                    assertThat(edited.code()).isEqualTo(200);
                }

                assertThat(read(client, url, 200, false)).isNotEqualTo(tag);
                try (Response stale = client.newCall(edit.newBuilder()
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .build())
                        .execute()) {
                    assertThat(stale.code()).isEqualTo(412);
                }
            } finally {
                client.dispatcher().executorService().shutdown();
                client.connectionPool().evictAll();
            }
        }
    }

    /** What the network answered, and whether the content came from the cache. */
    private static String read(OkHttpClient client, String url, int status, boolean cached) throws Exception {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(Objects.requireNonNull(response.networkResponse()).code())
                    .isEqualTo(status);
            assertThat(response.cacheResponse() != null && status == 304).isEqualTo(cached);
            assertThat(response.body().string()).contains("\"amount\":");
            return Objects.requireNonNull(response.header("ETag"));
        }
    }
}
