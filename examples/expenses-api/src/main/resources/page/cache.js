import { current, next, read, write } from './database.js';

/** The representations that this device has, each with its tag. They are replaced as wholes, by reads and by deliveries. */
export const LIST = '/v1/expenses';

export const pathOf = expense => `${LIST}/${expense.id}`;

export async function cached(path) {
  return read(transaction => transaction.get('representations', path));
}

/** Tells reads that began before a delivery from those that began after it. */
export function deliveries() {
  return read(transaction => current(transaction, 'deliveries'));
}

/** Takes what a refresh brought, unless something was delivered since it began. False if it has to be done again. */
export function refreshed(since, list, items) {
  return write(async transaction => {
    if ((await current(transaction, 'deliveries')) !== since) {
      return false;
    }
    const there = new Set(list.body.map(pathOf));
    for (const old of await transaction.all('representations')) {
      if (old.path !== LIST && !there.has(old.path)) {
        await transaction.remove('representations', old.path);
      }
    }
    for (const representation of [list, ...items]) {
      await transaction.put('representations', representation);
    }
    return true;
  });
}

/** Within the transaction that settles an operation: the expense as the server has it now. */
export async function took(transaction, expense, etag, complete) {
  const path = pathOf(expense);
  const known = await transaction.get('representations', path);
  await changeList(transaction, list => replaced(list, expense, known));
  // The answer that is replayed may be older than what a refresh brought
  if (!(known?.body.version > expense.version)) {
    await transaction.put('representations', { path, body: expense, etag, complete });
  }
}

/** Within the transaction that settles an operation: the expense is gone. */
export async function lost(transaction, path) {
  await transaction.remove('representations', path);
  await changeList(transaction, list => list.filter(expense => pathOf(expense) !== path));
}

function replaced(list, expense, known) {
  if (known?.body.version > expense.version) {
    return list;
  }
  const found = list.some(other => other.id === expense.id);
  return found ? list.map(other => (other.id === expense.id ? expense : other)) : [...list, expense];
}

async function changeList(transaction, change) {
  await next(transaction, 'deliveries');
  const list = await transaction.get('representations', LIST);
  // No tag: what stands there now is no answer of the server's
  await transaction.put('representations', { path: LIST, etag: null, body: change(list?.body ?? []) });
}
