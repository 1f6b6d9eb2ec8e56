@org.jspecify.annotations.NullMarked
package dev.holdfast.examples.expenses;
