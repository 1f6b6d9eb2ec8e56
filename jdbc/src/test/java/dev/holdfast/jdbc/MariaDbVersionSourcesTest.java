package dev.holdfast.jdbc;

class MariaDbVersionSourcesTest extends VersionSourcesContract {
    @Override
    Backend backend() {
        return Backend.MARIADB;
    }
}
