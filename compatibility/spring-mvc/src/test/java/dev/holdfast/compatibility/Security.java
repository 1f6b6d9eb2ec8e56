package dev.holdfast.compatibility;

import static org.springframework.security.config.Customizer.withDefaults;

import jakarta.servlet.DispatcherType;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Two users, each with its name for a password. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class Security {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return secured(http).build();
    }

    /**
     * Without the header fields that Security adds. It adds them when the handler returns and when the response is
     * committed, and where two threads do that at once, sometimes twice.
     */
    @Bean
    @Order(1)
    SecurityFilterChain chainOfStreams(HttpSecurity http) throws Exception {
        return secured(http.securityMatcher("/streams/**", "/async/by-hand"))
                .headers(AbstractHttpConfigurer::disable)
                .build();
    }

    private static HttpSecurity secured(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .httpBasic(withDefaults())
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                        .permitAll()
                        .requestMatchers("/ping")
                        .permitAll()
                        .requestMatchers("/secured/admin")
                        .hasRole("ADMIN")
                        .anyRequest()
                        .authenticated());
    }

    /** The fastest that there is: each request brings a password. */
    @Bean
    PasswordEncoder passwords() {
        return new BCryptPasswordEncoder(4);
    }

    @Bean
    UserDetailsService users(PasswordEncoder passwords) {
        return new InMemoryUserDetailsManager(user("alice", passwords), user("bob", passwords));
    }

    private static UserDetails user(String name, PasswordEncoder passwords) {
        return User.withUsername(name)
                .password(Objects.requireNonNull(passwords.encode(name)))
                .roles("USER")
                .build();
    }
}
