package dev.holdfast.jdbc;

class PostgresVersionSourcesTest extends VersionSourcesContract {
    @Override
    Backend backend() {
        return Backend.POSTGRESQL;
    }
}
