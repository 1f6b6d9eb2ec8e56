import { current, next, read, write } from './database.js';
import { LIST, pathOf } from './expense.js';
import { same } from './merge.js';

/** The representations that this device has, each with its tag. They are replaced as wholes, by reads and by deliveries. */
export async function cached(path) {
  return read(transaction => transaction.get('representations', path));
}

/** Tells reads that began before a delivery from those that began after it. */
export function deliveries() {
  return read(transaction => current(transaction, 'deliveries'));
}

/** The highest id in the list; those of later expenses are higher. */
export async function newest(transaction) {
  const list = await transaction.get('representations', LIST);
  return Math.max(0, ...(list?.body ?? []).map(expense => expense.id));
}

/**
 * Takes the list that a refresh brought, unless something was delivered since it began: then it has to be read again, and
 * this is false. What is new in it has no tag yet.
 */
export function listRefreshed(since, list) {
  return write(async transaction => {
    if ((await current(transaction, 'deliveries')) !== since) {
      return false;
    }
    const there = new Map(list.body.map(expense => [pathOf(expense), expense]));
    for (const old of await transaction.all('representations')) {
      if (same(old.body, there.get(old.path) ?? {})) {
        there.delete(old.path);
      } else if (old.path !== LIST) {
        await transaction.remove('representations', old.path);
      }
    }
    for (const [path, body] of there) {
      await transaction.put('representations', { path, body, etag: null, complete: false });
    }
    await transaction.put('representations', list);
    return true;
  });
}

/** Those whose tag has not been read yet. */
export async function incomplete() {
  const all = await read(transaction => transaction.all('representations'));
  return all.filter(one => one.path !== LIST && !one.complete);
}

/** Takes an expense with its tag, or that it is gone, unless something was delivered since. False if it has to be read again. */
export function itemRefreshed(since, path, representation) {
  return write(async transaction => {
    if ((await current(transaction, 'deliveries')) !== since) {
      return false;
    }
    if (representation === null) {
      await transaction.remove('representations', path);
    } else {
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
  const read = list !== undefined && list.read !== false;
  await transaction.put('representations', { path: LIST, etag: null, read, body: change(list?.body ?? []) });
}
