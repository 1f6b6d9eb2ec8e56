package dev.holdfast.servlet.internal.route;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request within its application. */
public final class ApplicationPath {
    private ApplicationPath() {}

    /** The path as the container decoded it and chose the servlet by it: no context path, no path parameters. */
    public static String of(HttpServletRequest request) {
        String servlet = request.getServletPath();
        String info = request.getPathInfo();
        String path = info == null ? servlet : servlet.isEmpty() ? info : servlet + info;
        return path.isEmpty() ? "/" : path;
    }
}
