import { announce } from './channel.js';
import { cached, deliveries, LIST, pathOf, refreshed } from './cache.js';
import { same } from './merge.js';
import { exchange, NoAnswer } from './network.js';

/** Refreshes what the device shows: the list, and of what changed in it each expense, with its tag. */
let running = null;

/** False if there was no answer. */
export function refresh() {
  running ??= untilCurrent().finally(() => (running = null));
  return running;
}

async function untilCurrent() {
  try {
    while (!(await attempt())) {
      // something was delivered meanwhile, which that read may not know of
    }
    return true;
  } catch (failure) {
    if (failure instanceof NoAnswer) {
      return false;
    }
    throw failure;
  }
}

async function attempt() {
  const since = await deliveries();
  const known = await cached(LIST);
  const answer = await conditional(LIST, known);
  if (answer.status === 304) {
    return true;
  }
  const items = await Promise.all(expect200(answer).body.map(current));
  const there = items.filter(item => item !== null);
  const list = { path: LIST, etag: answer.etag, body: there.map(item => item.body) };
  const upToDate = await refreshed(since, list, there);
  announce({ type: 'changed' });
  return upToDate;
}

async function current(expense) {
  const path = pathOf(expense);
  const known = await cached(path);
  if (known?.complete && same(known.body, expense)) {
    return known;
  }
  const answer = await conditional(path, known);
  switch (answer.status) {
    case 304:
      return { ...known, complete: true };
    case 404:
      return null;
    default:
      return { path, body: expect200(answer).body, etag: answer.etag, complete: true };
  }
}

function conditional(path, known) {
  return exchange('GET', path, { fields: known?.etag ? { 'If-None-Match': known.etag } : {} });
}

function expect200(answer) {
  if (answer.status !== 200) {
    throw new NoAnswer(`The server answered ${answer.status}`);
  }
  return answer;
}
