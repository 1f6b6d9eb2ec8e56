package dev.holdfast.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The table under a heading of a page: its rows by their first cell, without the backquotes. */
public final class Table {
    private final Map<String, List<String>> rows;

    private Table(Map<String, List<String>> rows) {
        this.rows = rows;
    }

    /** The first table under a heading, up to the next one. */
    public static Table under(String heading, String page) {
        Map<String, List<String>> rows = new TreeMap<>();
        boolean within = false;
        for (String line : Repository.read(page).lines().toList()) {
            if (line.startsWith("## ")) {
                within = line.equals("## " + heading);
            } else if (within && line.startsWith("| `")) {
                List<String> cells = cells(line);
                if (rows.put(plain(cells.get(0)), cells) != null) {
                    throw new AssertionError(page + " has two rows for " + cells.get(0));
                }
            }
        }
        return new Table(rows);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    /** What the rows are about. */
    public Iterable<String> names() {
        return rows.keySet();
    }

    /** One cell, as it is written. */
    public String cell(String name, int column) {
        List<String> cells = rows.get(name);
        if (cells == null) {
            throw new AssertionError("There is no row for " + name);
        }
        return cells.get(column);
    }

    /** The rows of which a cell is one literal, with that literal. */
    public Map<String, String> literals(int column) {
        Map<String, String> literals = new TreeMap<>();
        rows.forEach((name, cells) -> {
            if (cells.get(column).matches("`[^`]+`")) {
                literals.put(name, plain(cells.get(column)));
            }
        });
        return literals;
    }
}
