/** The three-way merge of two edits of one representation, field by field. */
export const FIELDS = ['amount', 'note'];

/** For each field what each side has, and whose it takes: `mine`, `latest`, or null if somebody has to choose. */
export function merge(base, mine, latest) {
  return FIELDS.map(name => ({
    name,
    base: base?.[name],
    mine: mine[name],
    latest: latest[name],
    choice: choice(base?.[name], mine[name], latest[name]),
  }));
}

function choice(base, mine, latest) {
  if (mine === latest || mine === base) {
    return 'latest';
  }
  return latest === base ? 'mine' : null;
}

/** The representation that the choices make. */
export function merged(fields, choices) {
  return Object.fromEntries(fields.map(field => [field.name, field[choices[field.name]]]));
}

/** Whether two representations are one and the same, in every member. */
export function same(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => one[name] === other[name]);
}
