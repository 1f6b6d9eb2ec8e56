package dev.holdfast.compatibility;

import org.apache.catalina.valves.ErrorReportValve;

/** Tomcat's own error page, without the stack traces in which every filter shows. */
public final class Reports extends ErrorReportValve {
    /** For Tomcat, by name. */
    public Reports() {
        setShowReport(false);
    }
}
