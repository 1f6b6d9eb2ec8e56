package dev.holdfast.jdbc;

class MariaDbLostUpdatesTest extends LostUpdatesContract {
    @Override
    Backend backend() {
        return Backend.MARIADB;
    }
}
