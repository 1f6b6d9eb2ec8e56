package dev.holdfast.compatibility;

import dev.holdfast.idempotency.IdempotencyFilter;
import dev.holdfast.idempotency.store.CaffeineIdempotencyStore;
import dev.holdfast.testkit.conformance.CountingFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.HiddenHttpMethodFilter;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** An application of Spring MVC, with the filter or without it. */
@SpringBootApplication
class Application {
    /** Whether the filter is there. */
    static final String FILTERED = "filtered";

    /** Spring Security's own is -100, in every version of Boot. */
    private static final int AFTER_SECURITY = 0;

    @Bean
    CaffeineIdempotencyStore store() {
        return CaffeineIdempotencyStore.create();
    }

    @Bean
    @ConditionalOnProperty(FILTERED)
    FilterRegistrationBean<IdempotencyFilter> idempotency(CaffeineIdempotencyStore store) {
        return registered(
                IdempotencyFilter.builder(store)
                        .rule(rule -> rule.path("/**").required())
                        .replaySetCookie(true)
                        .build(),
                AFTER_SECURITY);
    }

    @Bean
    FilterRegistrationBean<CountingFilter> counting() {
        return registered(new CountingFilter(), AFTER_SECURITY + 1);
    }

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etagInside() {
        return at("/etag-inside/*", registered(new ShallowEtagHeaderFilter(), AFTER_SECURITY + 2));
    }

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etagOutside() {
        return at("/etag-outside/*", registered(new ShallowEtagHeaderFilter(), AFTER_SECURITY - 1));
    }

    @Bean
    FilterRegistrationBean<HiddenHttpMethodFilter> hiddenMethod() {
        return at("/hidden/*", registered(new HiddenHttpMethodFilter(), AFTER_SECURITY - 1));
    }

    private static <F extends Filter> FilterRegistrationBean<F> registered(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        return registration;
    }

    private static <F extends Filter> FilterRegistrationBean<F> at(String pattern, FilterRegistrationBean<F> filter) {
        filter.addUrlPatterns(pattern);
        return filter;
    }

    /** Threads of the application's own. */
    @Bean
    ExecutorService workers() {
        return Executors.newCachedThreadPool();
    }

    @Bean
    Gate gate() {
        return new Gate();
    }
}
