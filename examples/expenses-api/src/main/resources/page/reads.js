import { announce } from './channel.js';
import { cached, deliveries, incomplete, itemRefreshed, listRefreshed } from './cache.js';
import { isExpenseOf, isList, LIST } from './expense.js';
import { exchange, NoAnswer } from './network.js';

/** Refreshes what the device shows: the list, which is shown at once, and then the tags of what is new in it. */
const AT_ONCE = 4;

let running = null;

/** False if there was no answer to the question for the list. */
export function refresh() {
  running ??= untilCurrent().finally(() => (running = null));
  return running;
}

async function untilCurrent() {
  let reached = false;
  try {
    let current = false;
    while (!current) {
      // Something may be delivered meanwhile, which that read may not know of
      const since = await deliveries();
      current = await readList(since);
      reached = true;
      current &&= await readItems(since);
    }
    return true;
  } catch (failure) {
    if (failure instanceof NoAnswer) {
      return reached;
    }
    throw failure;
  }
}

async function readList(since) {
  const known = await cached(LIST);
  const answer = await conditional(LIST, known);
  if (isUnchanged(answer, known)) {
    return true;
  }
  if (answer.status !== 200 || !isList(answer.body)) {
    throw new NoAnswer(`${answer.status} for the list`);
  }
  const upToDate = await listRefreshed(since, { path: LIST, etag: answer.etag, body: answer.body });
  announce({ type: 'changed' });
  return upToDate;
}

/** A few at a time: more would wait for each other in the browser, and for longer than it has patience. */
async function readItems(since) {
  const wanted = await incomplete();
  const some = wanted.length > 0;
  let upToDate = true;
  const reader = async () => {
    while (wanted.length > 0 && upToDate) {
      const known = wanted.shift();
      upToDate &&= await itemRefreshed(since, known.path, await item(known));
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, reader));
  } finally {
    wanted.length = 0;
    if (some) {
      announce({ type: 'changed' });
    }
  }
  return upToDate;
}

/** The expense with its tag; null if it is gone. */
async function item(known) {
  const { path } = known;
  const answer = await conditional(path, known);
  if (isUnchanged(answer, known)) {
    return { ...known, complete: true };
  }
  if (answer.status === 404 && answer.body !== null) {
    return null;
  }
  if (answer.status !== 200 || !isExpenseOf(answer.body, path)) {
    throw new NoAnswer(`${answer.status} for an expense`);
  }
  return { path, body: answer.body, etag: answer.etag, complete: true };
}

function isUnchanged(answer, known) {
  return answer.status === 304 && Boolean(known?.etag);
}

function conditional(path, known) {
  return exchange('GET', path, { fields: known?.etag ? { 'If-None-Match': known.etag } : {} });
}
