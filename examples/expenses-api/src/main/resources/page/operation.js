import { LIST } from './expense.js';

const NO_GROUND = { base: null, ifMatch: null, seen: null, untagged: false, after: null };

/** What goes over the wire is decided here, once, and stored: retries send the same bytes. */
export function create(key, mine) {
  return {
    key, kind: 'create', resource: `local:${key}`, method: 'POST', path: null, mine, body: JSON.stringify(mine),
    ...NO_GROUND,
  };
}

export function edit(key, row, mine) {
  return { key, kind: 'edit', method: 'PUT', mine, body: JSON.stringify(mine), ...place(row) };
}

export function remove(key, row) {
  return { key, kind: 'delete', method: 'DELETE', mine: null, body: null, ...place(row) };
}

/** The operation again, but on the representation that the server has told with a 412. */
export function resolution(key, conflict, mine) {
  const row = {
    resource: conflict.resource,
    path: conflict.path,
    ground: { ...NO_GROUND, base: conflict.latest, ifMatch: conflict.latestEtag },
  };
  return mine === null ? remove(key, row) : edit(key, row, mine);
}

/** A refused operation, corrected. */
export function correction(key, refused, mine) {
  const corrected = { ...refused, key, mine, body: JSON.stringify(mine) };
  return refused.kind === 'delete' ? { ...corrected, kind: 'edit', method: 'PUT' } : corrected;
}

export const target = operation => operation.path ?? LIST;

export function fields(operation) {
  const sent = { 'Idempotency-Key': `"${operation.key}"` };
  if (operation.body !== null) {
    sent['Content-Type'] = 'application/json';
  }
  if (operation.ifMatch !== null) {
    sent['If-Match'] = operation.ifMatch;
  }
  return sent;
}

function place(row) {
  return { resource: row.resource, path: row.path, ...row.ground };
}
