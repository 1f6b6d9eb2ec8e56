package dev.holdfast.benchmarks.load;

/**
 * What wrk is told, in Lua: what each thread sends, and to say at the end what it came to in a line that {@link WrkOutput} reads.
 *
 * @param text the script
 */
record WrkScript(String text) {
    private static final String FRAME = """
            local threads = {}
            unexpected = 0
            function setup(thread)
              thread:set("number", #threads)
              table.insert(threads, thread)
            end
            function done(summary, latency, requests)
              local unexpected, errors = 0, summary.errors
              for _, thread in ipairs(threads) do
                unexpected = unexpected + thread:get("unexpected")
              end
              io.write(string.format(
                "%s requests=%%d micros=%%d p50=%%d p99=%%d p999=%%d connect=%%d read=%%d write=%%d timeout=%%d status=%%d unexpected=%%d\\n",
                summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
                errors.connect, errors.read, errors.write, errors.timeout, errors.status, unexpected))
            end
            """.formatted(WrkOutput.LINE);

    static WrkScript of(Requests requests) {
        return new WrkScript(FRAME + requests.lua());
    }

    /** By itself, wrk counts statuses from 400. To look at each takes time, so it is done where nothing is measured. */
    static WrkScript thatLooksAtEachAnswer(Requests requests) {
        return new WrkScript(of(requests).text() + """
                function response(status, headers, body)
                  local replayed = false
                  for name in pairs(headers) do
                    replayed = replayed or name:lower() == "idempotency-replayed"
                  end
                  if status ~= %d or replayed ~= %s then
                    unexpected = unexpected + 1
                  end
                end
                """.formatted(requests.status(), requests.replayed()));
    }
}
