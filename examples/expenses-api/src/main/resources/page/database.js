import { scope } from './device.js';

/** The device's IndexedDB: operations, representations with their tags, and counters. */
const STORES = { operations: 'key', representations: 'path', counters: 'name' };

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(scope, 1);
    request.onupgradeneeded = () => {
      for (const [name, keyPath] of Object.entries(STORES)) {
        request.result.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Reads one consistent state. */
export function read(work) {
  return transact('readonly', work);
}

/** Writes all or nothing. When this resolves, the transaction is complete and on disk. */
export function write(work) {
  return transact('readwrite', work);
}

async function transact(mode, work) {
  const database = await open();
  const transaction = database.transaction(Object.keys(STORES), mode, { durability: 'strict' });
  const complete = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  complete.catch(() => {}); // it is awaited below, unless the work fails first
  try {
    const result = await work(access(transaction));
    await complete;
    return result;
  } catch (failure) {
    abort(transaction);
    throw failure;
  }
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // it is over already
  }
}

function access(transaction) {
  const store = name => transaction.objectStore(name);
  return {
    get: (name, key) => result(store(name).get(key)),
    all: name => result(store(name).getAll()),
    add: (name, value) => result(store(name).add(value)),
    put: (name, value) => result(store(name).put(value)),
    remove: (name, key) => result(store(name).delete(key)),
  };
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The next value of a counter. */
export async function next(transaction, name) {
  const value = (await current(transaction, name)) + 1;
  await transaction.put('counters', { name, value });
  return value;
}

export async function current(transaction, name) {
  return (await transaction.get('counters', name))?.value ?? 0;
}
