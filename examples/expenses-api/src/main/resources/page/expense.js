/** What the API calls an expense. Whoever stands in between answers, too, and that is none. */
export const LIST = '/v1/expenses';

export const pathOf = expense => `${LIST}/${expense.id}`;

export function isExpense(value) {
  return (
    Number.isInteger(value?.id) &&
    Number.isInteger(value.version) &&
    typeof value.amount === 'number' &&
    typeof value.note === 'string'
  );
}

export const isExpenseOf = (value, path) => isExpense(value) && pathOf(value) === path;

export const isList = value => Array.isArray(value) && value.every(isExpense);
