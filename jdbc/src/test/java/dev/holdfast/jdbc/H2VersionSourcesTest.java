package dev.holdfast.jdbc;

class H2VersionSourcesTest extends VersionSourcesContract {
    @Override
    Backend backend() {
        return Backend.H2_MEMORY;
    }
}
