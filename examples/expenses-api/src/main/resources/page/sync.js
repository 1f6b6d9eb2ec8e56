import { announce, listen } from './channel.js';
import { scope } from './device.js';
import { isExpenseOf } from './expense.js';
import { exchange, NoAnswer } from './network.js';
import { fields, target } from './operation.js';
import { conflicted, deliver, pending, postpone, refuse, sweep, tagged, trying } from './outbox.js';
import { same } from './merge.js';
import { inTunnel, onTunnel } from './tunnel.js';
import { nextAttempt, reason, verdict, waitOf } from './verdict.js';

/** Drains the outbox, for all tabs of this device: resources side by side, operations of one resource in order. */
const LONGEST_NAP = 30_000;

const underWay = new Map();
let wake = () => {};

export function start() {
  listen(news => news.type === 'changed' && wake());
  onTunnel(() => wake());
  addEventListener('online', () => wake());
  // Where the browser has no locks (plain HTTP from another machine), tabs may send twice, which keys make harmless
  return navigator.locks ? navigator.locks.request(`${scope}/sync`, drain) : drain();
}

async function drain() {
  for (;;) {
    const woken = new Promise(resolve => (wake = resolve));
    const nap = await pass();
    await Promise.race([woken, new Promise(resolve => setTimeout(resolve, nap))]);
  }
}

/** Sends what may be sent now, and tells for how long there is nothing to do. */
async function pass() {
  if (inTunnel()) {
    return LONGEST_NAP;
  }
  await sweep();
  let nap = LONGEST_NAP;
  for (const operation of heads(await pending())) {
    const wait = waitOf(operation);
    if (underWay.has(operation.resource) || operation.state !== 'queued') {
      continue;
    }
    if (wait > 0) {
      nap = Math.min(nap, wait);
    } else {
      send(operation);
    }
  }
  return nap;
}

function heads(operations) {
  const first = new Map();
  for (const operation of operations) {
    if (!first.has(operation.resource)) {
      first.set(operation.resource, operation);
    }
  }
  return first.values();
}

function send(operation) {
  underWay.set(operation.resource, operation.key);
  tellSending();
  attempt(operation).finally(() => {
    underWay.delete(operation.resource);
    tellSending();
    wake();
  });
}

function tellSending() {
  announce({ type: 'sending', keys: [...underWay.values()] });
}

async function attempt(operation) {
  try {
    const ready = operation.seen === null || (await withTag(operation)) ? await trying(operation.key) : null;
    if (ready) {
      const { method, body } = ready;
      const answer = await exchange(method, target(ready), { fields: fields(ready), body });
      await settle({ ...ready, tried: operation.tried }, answer);
    }
  } catch (failure) {
    if (!(failure instanceof NoAnswer)) {
      console.error(failure);
    }
    // A tunnel is nobody's overload
    await (inTunnel() ? null : again(operation, null));
  }
}

/** The operation as it was before this attempt. */
async function settle(operation, answer) {
  switch (verdict(operation, answer)) {
    case 'delivered':
      await deliver(operation.key, answer);
      return announce({ type: 'delivered', key: operation.key, kind: operation.kind, replayed: answer.replayed });
    case 'conflict':
      return conflict(operation, answer);
    case 'again':
      return again(operation, answer.retryAfter);
    default:
      await refuse(operation.key, reason(answer), answer.status, operation.tried);
      return announce({ type: 'refused', reason: reason(answer) });
  }
}

function again({ key, attempts }, retryAfter) {
  return postpone(key, attempts + 1, nextAttempt(attempts, retryAfter));
}

async function conflict(operation, { body }) {
  const told = isExpenseOf(body.latest, operation.path) && typeof body.latestEtag === 'string';
  const latest = told ? { body: body.latest, etag: body.latestEtag } : await whatIsThere(operation);
  if (latest) {
    await conflicted(operation.key, latest.body, latest.etag);
    announce({ type: 'conflict' });
  }
}

/** Stores the tag of what the operation's user saw. False if that is not what is there, or nobody says what is. */
async function withTag(operation) {
  const there = await whatIsThere(operation);
  if (!there) {
    return false;
  }
  if (!same(there.body, operation.seen)) {
    await conflicted(operation.key, there.body, there.etag);
    announce({ type: 'conflict' });
    return false;
  }
  await tagged(operation.key, there.etag);
  return true;
}

async function whatIsThere(operation) {
  const answer = await exchange('GET', operation.path);
  if (answer.status === 200 && isExpenseOf(answer.body, operation.path)) {
    return answer;
  }
  // A success that is no expense, or a condition that was not asked for, is not the API's
  await (answer.status < 300 || answer.status === 412 ? again(operation, answer.retryAfter) : settle(operation, answer));
  return null;
}
