package dev.holdfast.benchmarks.inprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Every benchmark runs, with each of its parameters; each fails by itself where it does not do what it measures. */
class BenchmarkMethodsTest {

    static Stream<Arguments> benchmarks() {
        return InProcessBenchmark.GROUPS.stream()
                .flatMap(group -> Arrays.stream(
                                parameter(group).getAnnotation(Param.class).value())
                        .map(value -> Arguments.of(group, value)));
    }

    private static Field parameter(Class<?> group) {
        return Arrays.stream(group.getFields())
                .filter(field -> field.isAnnotationPresent(Param.class))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("benchmarks")
    void itMeasuresWhatItSays(Class<?> group, String value) throws Exception {
        Object benchmark = group.getConstructor().newInstance();
        Field parameter = parameter(group);
        parameter.set(benchmark, parameter.getType() == int.class ? (Object) Integer.valueOf(value) : value);
        call(benchmark, Setup.class);
        try {
            List<Method> measured = annotated(group, Benchmark.class);
            assertThat(measured).isNotEmpty();
            for (Method method : measured) {
                for (int i = 0; i < 3; i++) {
                    assertThatCode(() -> method.invoke(benchmark))
                            .as(method.getName())
                            .doesNotThrowAnyException();
                }
            }
        } finally {
            call(benchmark, TearDown.class);
        }
    }

    private static void call(Object benchmark, Class<? extends Annotation> annotation) throws Exception {
        for (Method method : annotated(benchmark.getClass(), annotation)) {
            method.invoke(benchmark);
        }
    }

    private static List<Method> annotated(Class<?> group, Class<? extends Annotation> annotation) {
        return Arrays.stream(group.getMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .toList();
    }
}
