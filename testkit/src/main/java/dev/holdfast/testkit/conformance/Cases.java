package dev.holdfast.testkit.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All cases. */
final class Cases {
    private Cases() {}

    static List<ConformanceCase> all() {
        return Stream.of(
                        BodyCases.all(),
                        HeaderCases.all(),
                        EndingCases.all(),
                        DispatchCases.all(),
                        IncludeCases.all(),
                        CommitCases.all(),
                        AsyncCases.all(),
                        ListenerCases.all(),
                        StreamingCases.all(),
                        RequestBodyCases.all(),
                        RequestTextCases.all(),
                        RequestListenerCases.all(),
                        FormCases.all(),
                        MultipartCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
