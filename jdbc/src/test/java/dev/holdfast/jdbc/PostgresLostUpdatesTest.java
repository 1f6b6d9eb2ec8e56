package dev.holdfast.jdbc;

class PostgresLostUpdatesTest extends LostUpdatesContract {
    @Override
    Backend backend() {
        return Backend.POSTGRESQL;
    }
}
