package dev.holdfast.examples.expenses;

import java.util.List;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.util.security.Credential;

/** HTTP Basic for everything under {@code /v1}, with two users whose passwords are their names. */
final class DemoUsers {
    private static final String REALM = "expenses";

    private DemoUsers() {}

    static SecurityHandler security() {
        ConstraintMapping api = new ConstraintMapping();
        api.setPathSpec("/v1/*");
        api.setConstraint(Constraint.ANY_USER);
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setRealmName(REALM);
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(logins());
        security.addConstraintMapping(api);
        return security;
    }

    private static HashLoginService logins() {
        UserStore users = new UserStore();
        for (String name : List.of("alice", "bob")) {
            users.addUser(name, Credential.getCredential(name), new String[] {"user"});
        }
        HashLoginService logins = new HashLoginService(REALM);
        logins.setUserStore(users);
        return logins;
    }
}
